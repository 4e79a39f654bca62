// Five-minute tokens: a signed copy of a principal, so that it can be shown elsewhere without the credential behind it.
import { createLocalJWKSet, type JWTPayload, jwtVerify } from 'jose'
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
      const keys = await keySet()
      const verified = await jwtVerify(token, keys, {
        issuer: TOKEN_AUDIENCE,
        audience: TOKEN_AUDIENCE,
        currentDate: new Date(now()),
      }).catch(() => null)
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

/** Public keys are read again at this pace, never because a token was bad: that would let anybody cause reads. */
const KEY_SET_LIFETIME_MS = 60_000

function createKeySet(auth: Auth, now: () => number) {
  let loaded: { at: number; keys: ReturnType<typeof createLocalJWKSet> } | null = null
  return async () => {
    if (loaded === null || now() - loaded.at > KEY_SET_LIFETIME_MS) {
      loaded = { at: now(), keys: createLocalJWKSet(await auth.api.getJwks()) }
    }
    return loaded.keys
  }
}
