// `/v1/organizations/{id}/own-credentials`: a person's own keys with providers, for that person alone, signed in (K12).
import { createRoute, z } from '@hono/zod-openapi'
import { Failure } from '#contract/failure'
import { AddCredentialRequest, OwnCredential, ProviderId, SavedOwnCredential } from '#contract/gateway'
import { ORGANIZATIONS_PATH, OrganizationId } from '#contract/organization'
import { answers, newRouter } from '../http/index.ts'
import { authorize, type Principal, personOf } from '../identity/index.ts'
import type { ProviderDependencies } from './dependencies.ts'
import { deleteOwnCredential, listOwnCredentials, saveOwnCredential } from './own-credentials.ts'
import { refusal } from './refusal.ts'

const InOrganization = z.object({ organizationId: OrganizationId })
const OneProvider = InOrganization.extend({ provider: ProviderId })
const PATH = `${ORGANIZATIONS_PATH}/{organizationId}/own-credentials`

const list = createRoute({
  method: 'get',
  path: PATH,
  summary: 'Your own keys with providers in an organization, without their secrets; only for a signed-in person',
  request: { params: InOrganization },
  responses: answers(200, z.array(OwnCredential), 'Your keys'),
})

const save = createRoute({
  method: 'put',
  path: `${PATH}/{provider}`,
  summary: 'Save a key of your own, which your chats here use then; only for a signed-in person. It is tried first',
  request: {
    params: OneProvider,
    body: { content: { 'application/json': { schema: AddCredentialRequest } }, required: true },
  },
  responses: answers(200, SavedOwnCredential, 'Your key as it is now, and what trying it said'),
})

const remove = createRoute({
  method: 'delete',
  path: `${PATH}/{provider}`,
  summary: 'Delete a key of your own; only for a signed-in person',
  request: { params: OneProvider },
  responses: { 204: { description: 'Deleted' } },
})

export function ownCredentialRoutes(deps: ProviderDependencies) {
  return newRouter()
    .openapi(list, async (c) => {
      const own = ownOf(c.get('principal'), c.req.valid('param').organizationId)
      return c.json(await listOwnCredentials(deps, own), 200)
    })
    .openapi(save, async (c) => {
      const { organizationId, provider } = c.req.valid('param')
      const own = ownOf(c.get('principal'), organizationId)
      const result = await saveOwnCredential(deps, own, provider, c.req.valid('json').secret)
      if (result.outcome !== 'saved') throw refusal(result)
      return c.json({ credential: result.credential, check: result.check }, 200)
    })
    .openapi(remove, async (c) => {
      const { organizationId, provider } = c.req.valid('param')
      if (await deleteOwnCredential(deps, ownOf(c.get('principal'), organizationId), provider)) return c.body(null, 204)
      throw new Failure('not-found', 'You have no key with this provider here.')
    })
}

function ownOf(principal: Principal, organizationId: string): { organizationId: string; userId: string } {
  const { user } = personOf(principal)
  return { organizationId: authorize(principal, organizationId, 'member').organizationId, userId: user.id }
}
