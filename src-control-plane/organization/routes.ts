// `/v1/organizations`: the ones the caller reaches, new ones and new names, and beneath each its people and its invitations.
import { createRoute, z } from '@hono/zod-openapi'
import { Failure } from '#contract/failure'
import {
  CreateOrganizationRequest,
  ORGANIZATIONS_PATH,
  OrganizationId,
  OrganizationMembership,
} from '#contract/organization'
import { actorOf } from '../audit/index.ts'
import { answers, newRouter } from '../http/index.ts'
import { authorize, personOf } from '../identity/index.ts'
import { type InvitationDependencies, invitationRoutes } from './invitation-routes.ts'
import { memberRoutes } from './member-routes.ts'
import { createOrganization, MAX_ORGANIZATIONS_PER_PERSON, renameOrganization } from './organizations.ts'

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

const rename = createRoute({
  method: 'patch',
  path: `${ORGANIZATIONS_PATH}/{organizationId}`,
  summary: 'Rename an organization; for admins',
  request: {
    params: z.object({ organizationId: OrganizationId }),
    body: { content: { 'application/json': { schema: CreateOrganizationRequest } }, required: true },
  },
  responses: answers(200, OrganizationMembership, 'The organization as it is now'),
})

export function organizationRoutes(deps: InvitationDependencies) {
  return newRouter()
    .openapi(list, (c) => c.json([...c.get('principal').organizations], 200))
    .openapi(create, async (c) => {
      const { user, organizations } = personOf(c.get('principal'))
      if (organizations.length >= MAX_ORGANIZATIONS_PER_PERSON) {
        throw new Failure('limit-reached', `You are in ${organizations.length} organizations, which is the most.`)
      }
      return c.json(await createOrganization(deps, user.id, c.req.valid('json'), actorOf(c)), 201)
    })
    .openapi(rename, async (c) => {
      const scope = authorize(personOf(c.get('principal')), c.req.valid('param').organizationId, 'admin')
      return c.json(await renameOrganization(deps, scope, actorOf(c), c.req.valid('json')), 200)
    })
    .route('/', memberRoutes(deps))
    .route('/', invitationRoutes(deps))
}
