// `/v1/organizations/{organizationId}/api-keys`: for its admins, all keys that are bound to the organization (K13).
import { createRoute, z } from '@hono/zod-openapi'
import { DeletionReason, OrganizationApiKey } from '#contract/api-key'
import { ORGANIZATIONS_PATH, OrganizationId } from '#contract/organization'
import { actorOf } from '../audit/index.ts'
import type { Database } from '../database/index.ts'
import { answers, newRouter } from '../http/index.ts'
import { authorize, personOf } from '../identity/index.ts'
import { boundTo } from './custody.ts'
import { deleteKey } from './deletion.ts'
import { KeyId } from './key-id.ts'
import { listKeysOfOrganization } from './key-list.ts'
import { noSuchKey } from './refusal.ts'

type Dependencies = Pick<Database, 'db' | 'read' | 'changes'> & { now: () => number }

const path = `${ORGANIZATIONS_PATH}/{organizationId}/api-keys`

const list = createRoute({
  method: 'get',
  path,
  summary: 'Every key that is bound to the organization, whoever’s it is; for its admins',
  request: { params: z.object({ organizationId: OrganizationId }) },
  responses: answers(200, z.array(OrganizationApiKey), 'Keys with their owners’ names, without secrets'),
})

const remove = createRoute({
  method: 'delete',
  path: `${path}/{keyId}`,
  summary: 'Delete any of them, and say why; it stops working at once',
  request: {
    params: z.object({ organizationId: OrganizationId, keyId: KeyId }),
    query: z.object({ reason: DeletionReason }),
  },
  responses: { 204: { description: 'Deleted' } },
})

export function organizationKeyRoutes(deps: Dependencies) {
  return newRouter()
    .openapi(list, async (c) => {
      const scope = authorize(personOf(c.get('principal')), c.req.valid('param').organizationId, 'admin')
      return c.json(await listKeysOfOrganization(deps, scope), 200)
    })
    .openapi(remove, async (c) => {
      const { organizationId, keyId } = c.req.valid('param')
      const scope = authorize(personOf(c.get('principal')), organizationId, 'admin')
      const { reason } = c.req.valid('query')
      const result = await deleteKey(deps, actorOf(c), boundTo(scope), keyId, reason)
      if (result.outcome === 'not-found') throw noSuchKey()
      return c.body(null, 204)
    })
}
