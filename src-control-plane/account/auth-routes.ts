// `/api/auth/*`: signing in, up and out, tokens, and the device flow. Every address is one of ours; the identity library's own endpoints are
// not reached from outside, so that what a later version adds is closed, and no key ever becomes a session.
import { createRoute, z } from '@hono/zod-openapi'
import type { Context } from 'hono'
import { deleteCookie } from 'hono/cookie'
import { Failure, isFailure } from '#contract/failure'
import { INVITATION_HEADER, NewSessionAnswer } from '#contract/identity'
import { answers, type Env, failureResponse, newRouter } from '../http/index.ts'
import { type Authenticate, isHttps, personOf, sessionCookieName, type Tokens } from '../identity/index.ts'
import { type Attempts, normalisedEmail } from './attempts.ts'
import { clientOf } from './client.ts'
import { endSession, type SessionDependencies } from './sessions.ts'
import { type NewSession, type SignInDependencies, signInByPassword } from './sign-in.ts'
import { Credentials, type SignUpMode, SignUpRequest, signUp } from './sign-up.ts'

export type AuthDependencies = SessionDependencies &
  SignInDependencies & {
    authenticate: Authenticate
    tokens: Tokens
    signUp: SignUpMode
    attempts: Attempts
    /** Where people reach this control plane. */
    url: string
  }

const json = <T extends z.ZodType>(schema: T) => ({
  body: { content: { 'application/json': { schema } }, required: true } as const,
})

const signUpRoute = createRoute({
  method: 'post',
  path: '/api/auth/sign-up/email',
  summary: 'Make an account and sign in',
  security: [],
  request: { ...json(SignUpRequest), headers: z.object({ [INVITATION_HEADER]: z.string().max(100).optional() }) },
  responses: answers(200, NewSessionAnswer, 'The session; a browser gets it as a cookie too'),
})

const signInRoute = createRoute({
  method: 'post',
  path: '/api/auth/sign-in/email',
  summary: 'Sign in by password',
  security: [],
  request: json(Credentials),
  responses: answers(200, NewSessionAnswer, 'The session; a browser gets it as a cookie too'),
})

const signOutRoute = createRoute({
  method: 'post',
  path: '/api/auth/sign-out',
  summary: 'End the session that is presented',
  responses: { 204: { description: 'Signed out, also when the session had ended before' } },
})

const tokenRoute = createRoute({
  method: 'get',
  path: '/api/auth/token',
  summary: 'A token of five minutes that reaches what the credential reaches now',
  responses: answers(200, z.object({ token: z.string() }), 'The token'),
})

export function authRoutes(deps: AuthDependencies) {
  const { auth, authenticate, tokens, attempts, url } = deps
  const routes = newRouter()
    .openapi(signUpRoute, async (c) => {
      fromOwnPage(c, url)
      const request = c.req.valid('json')
      const client = clientOf(c)
      await attempts.count('sign-up', client.address, normalisedEmail(request.email))
      const result = await signUp(deps, request, c.req.valid('header')[INVITATION_HEADER] ?? null)
      switch (result.outcome) {
        case 'created':
          return signedIn(c, await signInByPassword(deps, client, request))
        case 'closed':
          throw new Failure('sign-up-closed', 'This control plane takes new accounts by invitation only.')
        case 'password-refused':
          throw new Failure('bad-request', result.problem, { field: 'password' })
        case 'taken':
          throw new Failure('conflict', 'There is an account with this e-mail address. Sign in instead.', {
            field: 'email',
          })
        default:
          return result satisfies never
      }
    })
    .openapi(signInRoute, async (c) => {
      fromOwnPage(c, url)
      const request = c.req.valid('json')
      const client = clientOf(c)
      await attempts.count('sign-in', client.address, normalisedEmail(request.email))
      return signedIn(c, await signInByPassword(deps, client, request))
    })
    .openapi(signOutRoute, async (c) => {
      const person = await authenticate(c.req.raw.headers).then(personOf).catch(nobodyIfSignedOut)
      if (person !== null) await endSession(deps, person, clientOf(c).address, person.source.id)
      deleteCookie(c, sessionCookieName(url), { path: '/', secure: isHttps(url), httpOnly: true })
      return c.body(null, 204)
    })
    .openapi(tokenRoute, async (c) => {
      const principal = await authenticate(c.req.raw.headers, 'reading')
      if (principal.kind === 'token') throw new Failure('forbidden', 'A token cannot be exchanged for another one.')
      if (principal.organizations.length === 0 && principal.kind === 'member-key') {
        throw new Failure('forbidden', "The key's owner is no longer a member of the key's organization.")
      }
      return c.json({ token: await tokens.issue(principal) }, 200, { 'cache-control': 'no-store' })
    })
  routes.get('/api/auth/jwks', async (c) => c.json(await auth.api.getJwks()))
  return routes
}

/** Whatever else the identity library may offer. */
export function nothingElse() {
  const routes = newRouter()
  routes.all('/api/auth/*', () => failureResponse(new Failure('not-found', 'There is nothing at this address.')))
  return routes
}

function signedIn(c: Context<Env>, { token, person, cookies }: NewSession) {
  for (const cookie of cookies) c.header('set-cookie', cookie, { append: true })
  return c.json({ token, user: person.user }, 200, { 'cache-control': 'no-store' })
}

/** A page of another site could sign a browser in as somebody else: what the person does then is that one's. Programs send no Origin. */
function fromOwnPage(c: Context<Env>, url: string): void {
  const origin = c.req.header('origin')
  if (origin === undefined || origin === new URL(url).origin) return
  throw new Failure('forbidden', 'Signing in is possible only from a page of this control plane, or from a program.')
}

/** Signing out twice is no failure: the session is over, as was wanted. */
function nobodyIfSignedOut(error: unknown): null {
  if (isFailure(error) && error.code === 'not-signed-in') return null
  throw error
}
