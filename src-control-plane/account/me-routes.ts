// `GET /v1/me`: the presented credential, as the control plane understood it.
import { createRoute } from '@hono/zod-openapi'
import { ME_PATH, Me } from '#contract/identity'
import { answers, newRouter } from '../http/index.ts'
import { describePrincipal } from '../identity/index.ts'

const me = createRoute({
  method: 'get',
  path: ME_PATH,
  summary: 'Who the presented credential is, and the organizations that it reaches',
  responses: answers(200, Me, 'The principal'),
})

export function meRoutes() {
  return newRouter().openapi(me, (c) => c.json(describePrincipal(c.get('principal')), 200))
}
