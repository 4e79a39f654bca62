// `/v1/me/sessions`: for the person who is signed in, never for a key (K12).
import { createRoute, z } from '@hono/zod-openapi'
import { Failure } from '#contract/failure'
import { SESSIONS_PATH, SignedInSession } from '#contract/identity'
import { answers, newRouter } from '../http/index.ts'
import { personOf } from '../identity/index.ts'
import { clientOf } from './client.ts'
import { endOtherSessions, endSession, listSessions, type SessionDependencies } from './sessions.ts'

const list = createRoute({
  method: 'get',
  path: SESSIONS_PATH,
  summary: 'Where the caller is signed in',
  responses: answers(200, z.array(SignedInSession), 'Sessions without their tokens, newest first'),
})

const end = createRoute({
  method: 'delete',
  path: `${SESSIONS_PATH}/{id}`,
  summary: 'Sign one of the caller’s sessions out; what is open on it ends',
  request: { params: z.object({ id: z.string().min(1).max(64) }) },
  responses: { 204: { description: 'Signed out' } },
})

const endOthers = createRoute({
  method: 'delete',
  path: SESSIONS_PATH,
  summary: 'Sign the caller out everywhere else',
  responses: { 204: { description: 'Only this session is left' } },
})

export function sessionRoutes(deps: SessionDependencies) {
  return newRouter()
    .openapi(list, async (c) => c.json(await listSessions(deps, personOf(c.get('principal'))), 200))
    .openapi(end, async (c) => {
      const person = personOf(c.get('principal'))
      if (!(await endSession(deps, person, clientOf(c).address, c.req.valid('param').id))) {
        throw new Failure('not-found', 'You have no such session. It may have ended.')
      }
      return c.body(null, 204)
    })
    .openapi(endOthers, async (c) => {
      await endOtherSessions(deps, personOf(c.get('principal')), clientOf(c).address)
      return c.body(null, 204)
    })
}
