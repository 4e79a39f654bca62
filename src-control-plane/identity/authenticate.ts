// From a request's headers to a principal: the first presented credential that is valid decides.
import { Failure } from '#contract/failure'
import { USER_HEADER } from '#contract/identity'
import { type Presented, presentedCredentials } from './credentials.ts'
import type { Principal } from './principal.ts'

export type AuthenticateDependencies = {
  apiKey: (text: string) => Promise<Principal | null>
  session: (text: string) => Promise<Principal | null>
  token: (text: string) => Promise<Principal | null>
  cookie: (header: string) => Promise<Principal | null>
  /** Of this control plane's own pages. */
  ownOrigin: string
  /** Told of each credential that was good. Must not throw, nor wait. */
  onUsed: (principal: Principal, headers: Headers) => void
}

/** Whoever does not say `reading` is held to what a change asks for. */
export type Doing = 'reading' | 'changing'

/**
 * Rejects with `not-signed-in`, with `forbidden` when an assertion contradicts the credential or another site's page sends the cookie, with
 * `unavailable` when it cannot be known.
 */
export type Authenticate = (headers: Headers, doing?: Doing) => Promise<Principal>

export function createAuthenticate(deps: AuthenticateDependencies): Authenticate {
  return async (headers, doing = 'changing') => {
    const principal = await firstValid(deps, headers)
    if (principal === null) throw notSignedIn(headers)
    if (doing === 'changing') requireOwnPage(principal, headers, deps.ownOrigin)
    const asserted = headers.get(USER_HEADER)
    if (asserted !== null && asserted !== principal.user?.id) {
      throw new Failure('forbidden', `The credential is not that of the user whom ${USER_HEADER} names.`)
    }
    deps.onUsed(principal, headers)
    return principal
  }
}

/** A browser sends the cookie whoever wrote the page, and says whose page it is: a change, or a WebSocket, is for our own. */
function requireOwnPage(principal: Principal, headers: Headers, ownOrigin: string): void {
  if (principal.kind !== 'session' || principal.via !== 'cookie') return
  if (headers.get('origin') === ownOrigin) return
  throw new Failure('forbidden', 'Signed in by cookie, this can be done only from a page of this control plane.')
}

/** Names no credential and no kind: whoever guesses learns only that the guess was wrong. */
function notSignedIn(headers: Headers): Failure {
  const tried = presentedCredentials(headers).length > 0 || headers.has('authorization') || headers.has('x-api-key')
  const message = tried
    ? 'The credential is not valid: it is unknown, expired or deleted.'
    : 'No credential was presented.'
  return new Failure('not-signed-in', message)
}

async function firstValid(deps: AuthenticateDependencies, headers: Headers): Promise<Principal | null> {
  for (const presented of presentedCredentials(headers)) {
    const principal = await verify(deps, presented)
    if (principal !== null) return principal
  }
  return null
}

async function verify(deps: AuthenticateDependencies, presented: Presented): Promise<Principal | null> {
  try {
    switch (presented.type) {
      case 'api-key':
        return await deps.apiKey(presented.text)
      case 'session':
        return await deps.session(presented.text)
      case 'token':
        return await deps.token(presented.text)
      case 'cookie':
        return await deps.cookie(presented.header)
      default:
        return presented satisfies never
    }
  } catch (cause) {
    // Not knowing is not a denial: a database that is down must never look like a wrong key (K16).
    throw new Failure('unavailable', 'Credentials cannot be checked at the moment. Try again shortly.', { cause })
  }
}
