// `/v1/organizations/{id}/members`: seen by members, changed by admins, left by whoever wants to. For people who are signed in (K12).
import { createRoute, z } from '@hono/zod-openapi'
import { Failure } from '#contract/failure'
import { ChangeRoleRequest, Member, ORGANIZATIONS_PATH, OrganizationId } from '#contract/organization'
import { actorOf } from '../audit/index.ts'
import { answers, newRouter } from '../http/index.ts'
import { authorize, personOf } from '../identity/index.ts'
import type { OrganizationDependencies } from './change-organization.ts'
import { changeRole, listMembers, removeMember } from './members.ts'
import { refusalFailure } from './refusal.ts'

const PATH = `${ORGANIZATIONS_PATH}/{organizationId}/members`
const InOrganization = z.object({ organizationId: OrganizationId })
const OneMember = InOrganization.extend({ userId: z.string().min(1).max(64) })

const list = createRoute({
  method: 'get',
  path: PATH,
  summary: 'The members of an organization, in the order in which they joined',
  request: { params: InOrganization },
  responses: answers(200, z.array(Member), 'Members'),
})

const change = createRoute({
  method: 'patch',
  path: `${PATH}/{userId}`,
  summary: 'Give a member another role; for admins, and only owners make and unmake owners',
  request: {
    params: OneMember,
    body: { content: { 'application/json': { schema: ChangeRoleRequest } }, required: true },
  },
  responses: answers(200, Member, 'The member as they are now'),
})

const remove = createRoute({
  method: 'delete',
  path: `${PATH}/{userId}`,
  summary: 'Remove a member, or leave; for admins, and for anybody themselves',
  request: { params: OneMember },
  responses: { 204: { description: 'No longer a member; what they have open ends at once' } },
})

export function memberRoutes(deps: OrganizationDependencies) {
  return newRouter()
    .openapi(list, async (c) => {
      const scope = authorize(personOf(c.get('principal')), c.req.valid('param').organizationId, 'member')
      return c.json(await listMembers(deps, scope), 200)
    })
    .openapi(change, async (c) => {
      const { organizationId, userId } = c.req.valid('param')
      const scope = authorize(personOf(c.get('principal')), organizationId, 'admin')
      const result = await changeRole(deps, scope, actorOf(c), userId, c.req.valid('json').role)
      switch (result.outcome) {
        case 'changed':
          return c.json(result.member, 200)
        case 'not-found':
          throw noSuchMember()
        case 'refused':
          throw refusalFailure(result.because)
        default:
          return result satisfies never
      }
    })
    .openapi(remove, async (c) => {
      const { organizationId, userId } = c.req.valid('param')
      const person = personOf(c.get('principal'))
      const scope = authorize(person, organizationId, person.user.id === userId ? 'member' : 'admin')
      const result = await removeMember(deps, scope, actorOf(c), userId)
      switch (result.outcome) {
        case 'removed':
          return c.body(null, 204)
        case 'not-found':
          throw noSuchMember()
        case 'refused':
          throw refusalFailure(result.because)
        default:
          return result satisfies never
      }
    })
}

const noSuchMember = () => new Failure('not-found', 'This organization has no such member.')
