// `/v1/organizations/{id}/providers`: members see which providers there are, admins save and delete them.
import { createRoute, z } from '@hono/zod-openapi'
import { Failure } from '#contract/failure'
import { Provider, ProviderId, SaveProviderRequest } from '#contract/gateway'
import { ORGANIZATIONS_PATH, OrganizationId } from '#contract/organization'
import { actorOf } from '../audit/index.ts'
import { answers, newRouter } from '../http/index.ts'
import { authorize } from '../identity/index.ts'
import { deleteProvider, listProviders, type ProviderChangeDependencies, saveProvider } from './providers.ts'

const InOrganization = z.object({ organizationId: OrganizationId })
const OneProvider = InOrganization.extend({ provider: ProviderId })
const PATH = `${ORGANIZATIONS_PATH}/{organizationId}/providers`

const list = createRoute({
  method: 'get',
  path: PATH,
  summary: 'The model providers of an organization, without their secrets',
  request: { params: InOrganization },
  responses: answers(200, z.array(Provider), 'Providers'),
})

const save = createRoute({
  method: 'put',
  path: `${PATH}/{provider}`,
  summary: 'Save a provider; for admins. The secret is kept sealed and never answered',
  request: {
    params: OneProvider,
    body: { content: { 'application/json': { schema: SaveProviderRequest } }, required: true },
  },
  responses: answers(200, Provider, 'The provider as it is now'),
})

const remove = createRoute({
  method: 'delete',
  path: `${PATH}/{provider}`,
  summary: 'Delete a provider and its secret; for admins',
  request: { params: OneProvider },
  responses: { 204: { description: 'Deleted' } },
})

export function providerRoutes(deps: ProviderChangeDependencies) {
  return newRouter()
    .openapi(list, async (c) => {
      const scope = authorize(c.get('principal'), c.req.valid('param').organizationId, 'member')
      return c.json(await listProviders(deps, scope), 200)
    })
    .openapi(save, async (c) => {
      const { organizationId, provider } = c.req.valid('param')
      const scope = authorize(c.get('principal'), organizationId, 'admin')
      const result = await saveProvider(deps, scope, actorOf(c), provider, c.req.valid('json'))
      switch (result.outcome) {
        case 'saved':
          return c.json(result.provider, 200)
        case 'secret-needed':
          throw new Failure('bad-request', 'A provider at this address needs a key.', { field: 'secret' })
        case 'secret-needed-again':
          throw new Failure('bad-request', 'The address changed. Enter the key for the new one.', { field: 'secret' })
        default:
          return result satisfies never
      }
    })
    .openapi(remove, async (c) => {
      const { organizationId, provider } = c.req.valid('param')
      const scope = authorize(c.get('principal'), organizationId, 'admin')
      if (await deleteProvider(deps, scope, actorOf(c), provider)) return c.body(null, 204)
      throw new Failure('not-found', 'This organization has no such provider.')
    })
}
