// From the text of a credential to a principal. Keys and sessions are remembered by `StandingCache`; a cookie is a session whose
// signature the identity library checks.
import type { Database } from '../database/index.ts'
import { hashOf, isWellFormed } from '../secret/index.ts'
import type { Auth } from './auth.ts'
import type { Principal, Source } from './principal.ts'
import { keyStanding, type Standing, sessionStanding } from './standing.ts'
import { nameOf, type StandingCache } from './standing-cache.ts'

type Dependencies = Pick<Database, 'read'> & { auth: Auth; cache: StandingCache; now: () => number }

export type Verifiers = {
  /** Null for what is nobody's: unknown, deleted, expired, of a disabled account. Rejects when it cannot be known. */
  apiKey: (text: string) => Promise<Principal | null>
  session: (token: string) => Promise<Principal | null>
  cookie: (headers: Headers) => Promise<Principal | null>
  /** What the credential behind a principal is worth now. */
  standingOf: (source: Source) => Promise<Standing>
}

export function createVerifiers({ read, auth, cache, now }: Dependencies): Verifiers {
  const deps = { read, now }
  const session = async (token: string) => {
    // By its hash: what is remembered must not be a list of credentials.
    const standing = await cache.get(`session ${hashOf(token)}`, () => sessionStanding(deps, { token }))
    return standing.standing === 'good' ? standing.principal : null
  }
  return {
    session,
    async apiKey(text) {
      if (!isWellFormed(text)) return null
      const hash = hashOf(text)
      const standing = await cache.get(`key ${hash}`, () => keyStanding(deps, { hash }))
      return standing.standing === 'good' ? standing.principal : null
    },
    async cookie(headers) {
      const found = await auth.api.getSession({
        headers: new Headers({ cookie: headers.get('cookie') ?? '' }),
        query: { disableCookieCache: true, disableRefresh: true },
      })
      const principal = found === null ? null : await session(found.session.token)
      return principal?.kind === 'session' ? { ...principal, via: 'cookie' } : null
    },
    standingOf: (source) =>
      cache.get(nameOf(source), () =>
        source.type === 'api-key' ? keyStanding(deps, source) : sessionStanding(deps, source),
      ),
  }
}
