// `/v1/organizations/{id}/providers`: members see which providers there are, admins save and delete them and their keys.
import { createRoute, z } from '@hono/zod-openapi'
import { Failure } from '#contract/failure'
import {
  AddCredentialRequest,
  Provider,
  ProviderCheck,
  ProviderId,
  SavedProvider,
  SaveProviderRequest,
} from '#contract/gateway'
import { ORGANIZATIONS_PATH, OrganizationId } from '#contract/organization'
import { actorOf } from '../audit/index.ts'
import { answers, newRouter } from '../http/index.ts'
import { authorize } from '../identity/index.ts'
import type { ProviderDependencies } from './dependencies.ts'
import { addCredential, checkStored, removeCredential } from './pool.ts'
import { deleteProvider, listProviders, saveProvider } from './providers.ts'
import { noSuchProvider, refusal } from './refusal.ts'

const InOrganization = z.object({ organizationId: OrganizationId })
const OneProvider = InOrganization.extend({ provider: ProviderId })
/** Wide enough for any id of ours and for a guess, which is then not found. */
const OneCredential = OneProvider.extend({ credentialId: z.string().regex(/^\w{1,64}$/, 'is not the id of a key') })
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
  summary: 'Save a provider; for admins. A key is tried first, kept sealed and never answered',
  request: {
    params: OneProvider,
    body: { content: { 'application/json': { schema: SaveProviderRequest } }, required: true },
  },
  responses: answers(200, SavedProvider, 'The provider as it is now, and what trying it said'),
})

const remove = createRoute({
  method: 'delete',
  path: `${PATH}/{provider}`,
  summary: 'Delete a provider and its keys; for admins',
  request: { params: OneProvider },
  responses: { 204: { description: 'Deleted' } },
})

const check = createRoute({
  method: 'post',
  path: `${PATH}/{provider}/check`,
  summary: 'Try what is stored of a provider now; for admins',
  request: { params: OneProvider },
  responses: answers(200, ProviderCheck, 'What trying it said'),
})

const add = createRoute({
  method: 'post',
  path: `${PATH}/{provider}/credentials`,
  summary: 'Add a key to those of a provider; for admins. It is tried first',
  request: {
    params: OneProvider,
    body: { content: { 'application/json': { schema: AddCredentialRequest } }, required: true },
  },
  responses: answers(201, SavedProvider, 'The provider as it is now, and what trying the key said'),
})

const removeKey = createRoute({
  method: 'delete',
  path: `${PATH}/{provider}/credentials/{credentialId}`,
  summary: 'Take a key of a provider away; for admins',
  request: { params: OneCredential },
  responses: { 204: { description: 'Gone' } },
})

export function providerRoutes(deps: ProviderDependencies) {
  return newRouter()
    .openapi(list, async (c) => {
      const scope = authorize(c.get('principal'), c.req.valid('param').organizationId, 'member')
      return c.json(await listProviders(deps, scope), 200)
    })
    .openapi(save, async (c) => {
      const { organizationId, provider } = c.req.valid('param')
      const scope = authorize(c.get('principal'), organizationId, 'admin')
      const result = await saveProvider(deps, scope, actorOf(c), provider, c.req.valid('json'))
      if (result.outcome !== 'saved') throw refusal(result)
      return c.json({ provider: result.provider, check: result.check }, 200)
    })
    .openapi(remove, async (c) => {
      const { organizationId, provider } = c.req.valid('param')
      const scope = authorize(c.get('principal'), organizationId, 'admin')
      if (await deleteProvider(deps, scope, actorOf(c), provider)) return c.body(null, 204)
      throw noSuchProvider()
    })
    .openapi(check, async (c) => {
      const { organizationId, provider } = c.req.valid('param')
      const scope = authorize(c.get('principal'), organizationId, 'admin')
      const result = await checkStored(deps, scope, provider)
      if (result === null) throw noSuchProvider()
      return c.json(result, 200)
    })
    .openapi(add, async (c) => {
      const { organizationId, provider } = c.req.valid('param')
      const scope = authorize(c.get('principal'), organizationId, 'admin')
      const result = await addCredential(deps, scope, actorOf(c), provider, c.req.valid('json').secret)
      if (result.outcome !== 'added') throw refusal(result)
      return c.json({ provider: result.provider, check: result.check }, 201)
    })
    .openapi(removeKey, async (c) => {
      const { organizationId, provider, credentialId } = c.req.valid('param')
      const scope = authorize(c.get('principal'), organizationId, 'admin')
      if (await removeCredential(deps, scope, actorOf(c), provider, credentialId)) return c.body(null, 204)
      throw new Failure('not-found', 'This provider has no such key.')
    })
}
