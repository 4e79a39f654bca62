// From the text of a credential to a principal. Keys and sessions are remembered by `StandingCache`; a cookie is a session with a signature.
import type { Database } from '../database/index.ts'
import { hashOf, isWellFormed } from '../secret/index.ts'
import type { Principal, SessionPrincipal, Source } from './principal.ts'
import { sessionTokenOf } from './session-cookie.ts'
import { keyStanding, type Standing, sessionStanding } from './standing.ts'
import { nameOf, type StandingCache } from './standing-cache.ts'

type Dependencies = Pick<Database, 'read'> & {
  cache: StandingCache
  now: () => number
  cookie: { name: string; secrets: readonly string[] }
}

export type Verifiers = {
  /** Null for what is nobody's: unknown, deleted, expired, of a disabled account. Rejects when it cannot be known. */
  apiKey: (text: string) => Promise<Principal | null>
  session: (token: string) => Promise<SessionPrincipal | null>
  cookie: (header: string) => Promise<Principal | null>
  /** What the credential behind a principal is worth now. */
  standingOf: (source: Source) => Promise<Standing>
}

const UNKNOWN = Promise.resolve({ standing: 'gone', because: 'unknown' } as const)

export function createVerifiers({ read, cache, now, cookie: { name, secrets } }: Dependencies): Verifiers {
  const deps = { read, now }
  const session = async (token: string) => {
    // By its hash: what is remembered must not be a list of credentials.
    const standing = await cache.get(`session ${hashOf(token)}`, () => sessionStanding(deps, { token }))
    return standing.standing === 'good' && standing.principal.kind === 'session' ? standing.principal : null
  }
  return {
    session,
    async apiKey(text) {
      const hash = hashOf(text)
      // A typo or a made-up key does not reach the database; one that is remembered is known to be none.
      const load = () => (isWellFormed(text) ? keyStanding(deps, { hash }) : UNKNOWN)
      const standing = await cache.get(`key ${hash}`, load)
      return standing.standing === 'good' ? standing.principal : null
    },
    async cookie(header) {
      const token = sessionTokenOf(header, name, secrets)
      const principal = token === null ? null : await session(token)
      return principal === null ? null : { ...principal, via: 'cookie' }
    },
    standingOf: (source) =>
      cache.get(nameOf(source), () =>
        source.type === 'api-key' ? keyStanding(deps, source) : sessionStanding(deps, source),
      ),
  }
}
