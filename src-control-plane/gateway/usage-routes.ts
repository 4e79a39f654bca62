// `/v1/organizations/{id}/usage`: what the ledger says, for the organization's members.
import { createRoute, z } from '@hono/zod-openapi'
import { Usage } from '#contract/gateway'
import { ORGANIZATIONS_PATH, OrganizationId } from '#contract/organization'
import type { Database } from '../database/index.ts'
import { answers, newRouter } from '../http/index.ts'
import { authorize } from '../identity/index.ts'
import { readUsage } from './ledger.ts'

const usage = createRoute({
  method: 'get',
  path: `${ORGANIZATIONS_PATH}/{organizationId}/usage`,
  summary: 'Requests and tokens of an organization, by day and model, and its latest requests',
  request: { params: z.object({ organizationId: OrganizationId }) },
  responses: answers(200, Usage, 'Usage'),
})

export function usageRoutes(deps: Pick<Database, 'read'>) {
  return newRouter().openapi(usage, async (c) => {
    const scope = authorize(c.get('principal'), c.req.valid('param').organizationId, 'member')
    return c.json(await readUsage(deps, scope), 200)
  })
}
