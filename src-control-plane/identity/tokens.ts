// Five-minute tokens: a signed copy of a principal, so that it can be shown elsewhere without the credential behind it.
import { createLocalJWKSet, errors, type JWTPayload, type JWTVerifyGetKey, jwtVerify } from 'jose'
import { LRUCache } from 'lru-cache'
import { z } from 'zod'
import { OrganizationMembership } from '#contract/organization'
import { hashOf } from '../secret/index.ts'
import { type Auth, TOKEN_AUDIENCE, TOKEN_LIFETIME_S } from './auth.ts'
import { narrowed } from './narrowed.ts'
import type { Principal, Source } from './principal.ts'
import type { Standing } from './standing.ts'

const Claims = z.object({
  source: z.object({ type: z.enum(['api-key', 'session']), id: z.string() }),
  organizations: z.array(OrganizationMembership),
  exp: z.number(),
})
type Claims = z.infer<typeof Claims>

export type Tokens = {
  /** A token that reaches exactly what the principal reaches now. */
  issue: (principal: Principal) => Promise<string>
  /** The principal of a valid token whose source is still good, else null. */
  verify: (token: string) => Promise<Principal | null>
  /** Signs other short-lived claims with the same keys, for another audience: tickets of the relay. */
  sign: (claims: JWTPayload, audience: string, lifetimeS: number) => Promise<string>
}

type Dependencies = { auth: Auth; standingOf: (source: Source) => Promise<Standing>; now: () => number }

/** Verified tokens remembered: the signature costs 250 µs each time otherwise. */
const MAX_VERIFIED = 10_000

export function createTokens({ auth, standingOf, now }: Dependencies): Tokens {
  const sign: Tokens['sign'] = async (claims, audience, lifetimeS) => {
    const issuedAt = Math.floor(now() / 1000)
    const payload = { ...claims, iss: TOKEN_AUDIENCE, aud: audience, iat: issuedAt, exp: issuedAt + lifetimeS }
    return (await auth.api.signJWT({ body: { payload } })).token
  }
  const keySet = createKeySet(auth, now)
  const verified = new LRUCache<string, Claims>({ max: MAX_VERIFIED })
  const claimsOf = async (token: string): Promise<Claims | null> => {
    const name = hashOf(token)
    const known = verified.get(name)
    if (known !== undefined) return known.exp * 1000 > now() ? known : null
    const result = await jwtVerify(token, keySet, {
      issuer: TOKEN_AUDIENCE,
      audience: TOKEN_AUDIENCE,
      currentDate: new Date(now()),
    }).catch(nobodyIfInvalid)
    const claims = Claims.safeParse(result?.payload)
    if (!claims.success) return null
    verified.set(name, claims.data)
    return claims.data
  }
  return {
    sign,
    issue: ({ source, organizations }) => sign({ source, organizations }, TOKEN_AUDIENCE, TOKEN_LIFETIME_S),
    async verify(token) {
      const claims = await claimsOf(token)
      if (claims === null) return null
      const { source } = claims
      const standing = await standingOf(source)
      if (standing.standing === 'gone') return null
      const { user, validUntil, organizations } = standing.principal
      return { kind: 'token', source, user, validUntil, organizations: narrowed(claims.organizations, organizations) }
    },
  }
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
