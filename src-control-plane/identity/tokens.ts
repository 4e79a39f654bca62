// Five-minute tokens: a signed copy of a principal, so that it can be shown elsewhere without the credential behind it.
import { createLocalJWKSet, errors, type JWTPayload, type JWTVerifyGetKey, jwtVerify } from 'jose'
import { z } from 'zod'
import { UserRef } from '#contract/identity'
import { OrganizationMembership } from '#contract/organization'
import { type Auth, TOKEN_AUDIENCE, TOKEN_LIFETIME_S } from './auth.ts'
import { keyIdOf, type Principal } from './principal.ts'

const Claims = z.object({
  user: UserRef,
  organizations: z.array(OrganizationMembership),
  keyId: z.string().nullable(),
  sessionId: z.string().nullable(),
})

export type Tokens = {
  /** A token that reaches exactly what the principal reaches now. */
  issue: (principal: Principal) => Promise<string>
  /** The principal of a valid token, else null. */
  verify: (token: string) => Promise<Principal | null>
  /** Signs other short-lived claims with the same keys, for another audience: tickets of the relay. */
  sign: (claims: JWTPayload, audience: string, lifetimeS: number) => Promise<string>
}

export function createTokens(auth: Auth, now: () => number): Tokens {
  const sign: Tokens['sign'] = async (claims, audience, lifetimeS) => {
    const issuedAt = Math.floor(now() / 1000)
    const payload = { ...claims, iss: TOKEN_AUDIENCE, aud: audience, iat: issuedAt, exp: issuedAt + lifetimeS }
    return (await auth.api.signJWT({ body: { payload } })).token
  }
  const keySet = createKeySet(auth, now)
  return {
    sign,
    issue: (principal) => sign(claimsOf(principal), TOKEN_AUDIENCE, TOKEN_LIFETIME_S),
    async verify(token) {
      const verified = await jwtVerify(token, keySet, {
        issuer: TOKEN_AUDIENCE,
        audience: TOKEN_AUDIENCE,
        currentDate: new Date(now()),
      }).catch(nobodyIfInvalid)
      const claims = Claims.safeParse(verified?.payload)
      return claims.success ? { kind: 'token', ...claims.data } : null
    },
  }
}

function claimsOf(principal: Principal): JWTPayload {
  const { user, organizations } = principal
  const sessionId = principal.kind === 'member-key' ? null : principal.sessionId
  return { sub: user.id, user, organizations, keyId: keyIdOf(principal), sessionId }
}

/** Public keys are read again at this pace, so that a withdrawn one is forgotten. */
const KEY_SET_LIFETIME_MS = 60_000
/** A key that is not known may be a new one; asked for no oftener than this, whoever makes keys up. */
const UNKNOWN_KEY_PACE_MS = 1_000

function createKeySet(auth: Auth, now: () => number): JWTVerifyGetKey {
  let loaded: { at: number; keys: JWTVerifyGetKey } | null = null
  const load = async () => {
    loaded = { at: now(), keys: createLocalJWKSet(await auth.api.getJwks()) }
    return loaded
  }
  return async (header, token) => {
    const { at, keys } = loaded !== null && now() - loaded.at <= KEY_SET_LIFETIME_MS ? loaded : await load()
    try {
      return await keys(header, token)
    } catch (error) {
      if (!(error instanceof errors.JWKSNoMatchingKey) || now() - at < UNKNOWN_KEY_PACE_MS) throw error
      return (await load()).keys(header, token)
    }
  }
}

/** A bad token is nobody's; that the keys cannot be read says nothing of it. */
function nobodyIfInvalid(error: unknown): null {
  if (error instanceof errors.JOSEError) return null
  throw error
}
