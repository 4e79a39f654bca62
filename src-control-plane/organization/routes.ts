// `/v1/organizations`: the ones the caller reaches, and a new one for a person who is signed in.
import { createRoute, z } from '@hono/zod-openapi'
import { CreateOrganizationRequest, ORGANIZATIONS_PATH, OrganizationMembership } from '#contract/organization'
import { answers, newRouter } from '../http/index.ts'
import { personOf } from '../identity/index.ts'
import { createOrganization } from './organizations.ts'

type Dependencies = Parameters<typeof createOrganization>[0]

const list = createRoute({
  method: 'get',
  path: ORGANIZATIONS_PATH,
  summary: 'The organizations that the presented credential reaches',
  responses: answers(200, z.array(OrganizationMembership), 'Organizations with the caller’s role'),
})

const create = createRoute({
  method: 'post',
  path: ORGANIZATIONS_PATH,
  summary: 'Create an organization; the signed-in person owns it',
  request: { body: { content: { 'application/json': { schema: CreateOrganizationRequest } }, required: true } },
  responses: answers(201, OrganizationMembership, 'The new organization'),
})

export function organizationRoutes(deps: Dependencies) {
  return newRouter()
    .openapi(list, (c) => c.json([...c.get('principal').organizations], 200))
    .openapi(create, async (c) => {
      const { user } = personOf(c.get('principal'))
      return c.json(await createOrganization(deps, user.id, c.req.valid('json')), 201)
    })
}
