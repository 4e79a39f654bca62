// Identity's own object graph: everything between a credential in a header and a principal, and what follows when it changes.
import type { Database } from '../database/index.ts'
import { type Auth, type AuthOptions, createAuth } from './auth.ts'
import { type Authenticate, createAuthenticate } from './authenticate.ts'
import { createLastUsed, type LastUsed } from './last-used.ts'
import { createLiveAccess, type LiveAccess } from './live-access.ts'
import { sessionCookieName } from './session-cookie.ts'
import { createStandingCache } from './standing-cache.ts'
import { createTokens, type Tokens } from './tokens.ts'
import { createVerifiers, type Verifiers } from './verifiers.ts'

export type Identity = AsyncDisposable & {
  readonly auth: Auth
  readonly authenticate: Authenticate
  readonly tokens: Tokens
  readonly verifiers: Verifiers
  readonly live: LiveAccess
  readonly lastUsed: LastUsed
}

type Options = AuthOptions & { now: () => number; report: (error: unknown) => void }

export function createIdentity(database: Database, { now, report, ...options }: Options): Identity {
  const stack = new AsyncDisposableStack()
  const auth = createAuth(database, options)
  const cache = stack.use(createStandingCache(database.changes, now))
  const secrets = [options.secret, ...(options.previousSecrets ?? [])]
  const cookie = { name: sessionCookieName(options.baseUrl), secrets }
  const verifiers = createVerifiers({ ...database, cache, now, cookie })
  const { standingOf } = verifiers
  const tokens = createTokens({ auth, standingOf, now })
  const lastUsed = stack.use(createLastUsed({ ...database, now, report }))
  const live = stack.use(createLiveAccess({ ...database, standingOf, now }))
  const authenticate = createAuthenticate({
    ...verifiers,
    token: tokens.verify,
    ownOrigin: new URL(options.baseUrl).origin,
    onUsed: lastUsed.note,
  })
  return {
    auth,
    authenticate,
    tokens,
    verifiers,
    live,
    lastUsed,
    [Symbol.asyncDispose]: () => stack.disposeAsync(),
  }
}
