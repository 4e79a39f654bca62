// `/v1/hosts`: a machine makes itself known, and the organization sees its machines.
import { createRoute, z } from '@hono/zod-openapi'
import { Failure } from '#contract/failure'
import { HOSTS_PATH, Host, RegisterHostRequest } from '#contract/host'
import { actorOf } from '../audit/index.ts'
import { answers, newRouter, scopeFor } from '../http/index.ts'
import { authorize, type OrgScope } from '../identity/index.ts'
import { listHosts, registerHost, revokeHost } from './hosts.ts'
import { hostSeenBy, type LiveHost } from './presence.ts'

type Dependencies = Parameters<typeof revokeHost>[0] & {
  /** What the host's channel says, or null while it has none. */
  liveHost: (scope: OrgScope, hostId: string) => LiveHost | null
}

const register = createRoute({
  method: 'post',
  path: HOSTS_PATH,
  summary: 'Register a machine, or rename it: the same id again is the same host',
  request: { body: { content: { 'application/json': { schema: RegisterHostRequest } }, required: true } },
  responses: answers(201, Host, 'The host; it belongs to the caller'),
})

const list = createRoute({
  method: 'get',
  path: HOSTS_PATH,
  summary: 'The hosts of the acting organization; terminals of those that the caller owns',
  responses: answers(200, z.array(Host), 'Hosts with their presence'),
})

const revoke = createRoute({
  method: 'delete',
  path: `${HOSTS_PATH}/{id}`,
  summary: 'Revoke a host of the acting organization; for its owner and for admins',
  request: { params: z.object({ id: z.string().min(1).max(64) }) },
  responses: { 204: { description: 'Gone; its channel and what is attached to it end at once' } },
})

export function hostRoutes(deps: Dependencies) {
  return newRouter()
    .openapi(register, async (c) => {
      const request = c.req.valid('json')
      const scope = authorize(c.get('principal'), request.organizationId, 'member')
      const result = await registerHost(deps, scope, request)
      switch (result.outcome) {
        case 'registered':
          return c.json(hostSeenBy(scope, result.host, deps.liveHost(scope, result.host.id)), 201)
        case 'owned-by-another':
          throw new Failure('conflict', 'This host is registered by another member of the organization.')
        case 'limit-reached':
          throw new Failure('limit-reached', `You have ${result.limit} hosts in this organization, which is the most.`)
        default:
          return result satisfies never
      }
    })
    .openapi(list, async (c) => {
      const scope = scopeFor(c, 'member')
      const rows = await listHosts(deps, scope)
      return c.json(
        rows.map((row) => hostSeenBy(scope, row, deps.liveHost(scope, row.id))),
        200,
      )
    })
    .openapi(revoke, async (c) => {
      const scope = scopeFor(c, 'member')
      const result = await revokeHost(deps, scope, actorOf(c), c.req.valid('param').id)
      switch (result.outcome) {
        case 'revoked':
          return c.body(null, 204)
        case 'not-found':
          throw new Failure('not-found', 'This organization has no such host.')
        case 'not-allowed':
          throw new Failure('forbidden', 'Only its owner or an admin can revoke this host.')
        default:
          return result satisfies never
      }
    })
}
