// `/api/auth/*`. better-auth answers only what is listed here: new endpoints of the library are closed by default, and a key
// or a token never reaches it. Exchanging a credential for a token is ours.
import { Hono, type MiddlewareHandler } from 'hono'
import { Failure } from '#contract/failure'
import type { Database } from '../database/index.ts'
import { failureResponse } from '../http/index.ts'
import type { Auth, Authenticate, Tokens } from '../identity/index.ts'
import { claimFirstAccount, releaseFirstAccount, type SignUpMode } from './sign-up.ts'

type Dependencies = Pick<Database, 'db'> & {
  auth: Auth
  authenticate: Authenticate
  tokens: Tokens
  signUp: SignUpMode
}

/** Endpoints of better-auth that are open: how a person signs in and out, and the public keys of tokens. */
const OPEN = ['POST /sign-in/email', 'POST /sign-out', 'GET /get-session', 'GET /jwks', 'GET /ok']

export function authRoutes(deps: Dependencies): Hono {
  const { auth, authenticate, tokens } = deps
  const routes = new Hono().basePath('/api/auth')
  routes.get('/token', async (c) => {
    const principal = await authenticate(c.req.raw.headers)
    if (principal.kind === 'token') throw new Failure('forbidden', 'A token cannot be exchanged for another one.')
    if (principal.organizations.length === 0 && principal.kind === 'member-key') {
      throw new Failure('forbidden', "The key's owner is no longer a member of the key's organization.")
    }
    return c.json({ token: await tokens.issue(principal) }, 200, { 'cache-control': 'no-store' })
  })
  routes.post('/sign-up/email', guardSignUp(deps), (c) => auth.handler(withoutKeys(c.req.raw)))
  for (const endpoint of OPEN) {
    const [method = '', path = ''] = endpoint.split(' ')
    routes.on(method, path, (c) => auth.handler(withoutKeys(c.req.raw)))
  }
  routes.all('*', () => failureResponse(new Failure('not-found', 'There is nothing at this address.')))
  return routes
}

/** better-auth sees sessions only. Should one of its plugins ever take another credential, it will not find any. */
function withoutKeys(request: Request): Request {
  const headers = new Headers(request.headers)
  headers.delete('x-api-key')
  return new Request(request, { headers })
}

function guardSignUp({ signUp, db }: Dependencies): MiddlewareHandler {
  return async (c, next) => {
    if (signUp === 'open') return next()
    if (signUp === 'closed' || !(await claimFirstAccount({ db }))) {
      throw new Failure('sign-up-closed', 'This control plane takes new accounts by invitation only.')
    }
    await next()
    if (!c.res.ok) await releaseFirstAccount({ db })
  }
}
