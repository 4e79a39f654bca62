// `/v1/organizations/{id}/invitations` for admins, and `/v1/invitations` for whoever holds a link. For people who are signed in (K12).
import { createRoute, z } from '@hono/zod-openapi'
import { Failure } from '#contract/failure'
import {
  CreatedInvitation,
  CreateInvitationRequest,
  INVITATIONS_PATH,
  Invitation,
  InvitationPreview,
  InvitationToken,
  ORGANIZATIONS_PATH,
  OrganizationId,
  OrganizationMembership,
} from '#contract/organization'
import { actorOf } from '../audit/index.ts'
import { answers, newRouter } from '../http/index.ts'
import { authorize, createRequestRate, personOf, type SessionPrincipal } from '../identity/index.ts'
import { acceptInvitation, previewInvitation } from './accept-invitation.ts'
import type { OrganizationDependencies } from './change-organization.ts'
import { createInvitation, listInvitations, withdrawInvitation } from './invitations.ts'
import { closedFailure } from './refusal.ts'

/** `url` is where people reach this control plane: links begin with it. */
export type InvitationDependencies = OrganizationDependencies & { url: string }

const PATH = `${ORGANIZATIONS_PATH}/{organizationId}/invitations`
const InOrganization = z.object({ organizationId: OrganizationId })
const WITH_TOKEN = { body: { content: { 'application/json': { schema: InvitationToken } }, required: true } } as const

/** Links that one person tries: a token cannot be guessed, but each try is a read. `window` in seconds. */
const LINK_RULE = { window: 60, max: 30 }

const list = createRoute({
  method: 'get',
  path: PATH,
  summary: 'The invitations of an organization, open ones first; for admins',
  request: { params: InOrganization },
  responses: answers(200, z.array(Invitation), 'Invitations without their tokens'),
})

const create = createRoute({
  method: 'post',
  path: PATH,
  summary: 'Invite somebody by a link; for admins. The link is in this answer and nowhere else',
  request: {
    params: InOrganization,
    body: { content: { 'application/json': { schema: CreateInvitationRequest } }, required: true },
  },
  responses: answers(201, CreatedInvitation, 'The invitation with its link'),
})

const withdraw = createRoute({
  method: 'delete',
  path: `${PATH}/{invitationId}`,
  summary: 'Withdraw an invitation; for admins',
  request: { params: InOrganization.extend({ invitationId: z.string().min(1).max(64) }) },
  responses: { 204: { description: 'Its link leads nowhere now' } },
})

const preview = createRoute({
  method: 'post',
  path: `${INVITATIONS_PATH}/preview`,
  summary: 'What an invitation is for',
  request: WITH_TOKEN,
  responses: answers(200, InvitationPreview, 'An open invitation'),
})

const accept = createRoute({
  method: 'post',
  path: `${INVITATIONS_PATH}/accept`,
  summary: 'Accept an invitation: each is for one person; accepting it again changes nothing',
  request: WITH_TOKEN,
  responses: answers(200, OrganizationMembership, 'The organization that the caller is in now'),
})

export function invitationRoutes(deps: InvitationDependencies) {
  const rate = createRequestRate(deps.now)
  const bounded = async (person: SessionPrincipal) => {
    const { allowed, retryAfter } = await rate.consume(person.user.id, LINK_RULE)
    if (allowed) return
    const retryAfterS = retryAfter ?? LINK_RULE.window
    throw new Failure('too-many-requests', 'You have tried many invitations. Wait a minute and try again.', {
      retryAfterS,
    })
  }
  return newRouter()
    .openapi(list, async (c) => {
      const scope = authorize(personOf(c.get('principal')), c.req.valid('param').organizationId, 'admin')
      return c.json(await listInvitations(deps, scope), 200)
    })
    .openapi(create, async (c) => {
      const scope = authorize(personOf(c.get('principal')), c.req.valid('param').organizationId, 'admin')
      const result = await createInvitation(deps, scope, actorOf(c), c.req.valid('json'))
      switch (result.outcome) {
        case 'created':
          return c.json(result.created, 201, { 'cache-control': 'no-store' })
        case 'above-own-role':
          throw new Failure('forbidden', 'You can invite somebody to your own role at most.', { field: 'role' })
        case 'limit-reached':
          throw new Failure('limit-reached', `There are ${result.limit} open invitations. Withdraw one first.`)
        default:
          return result satisfies never
      }
    })
    .openapi(withdraw, async (c) => {
      const { organizationId, invitationId } = c.req.valid('param')
      const scope = authorize(personOf(c.get('principal')), organizationId, 'admin')
      const result = await withdrawInvitation(deps, scope, actorOf(c), invitationId)
      switch (result.outcome) {
        case 'withdrawn':
          return c.body(null, 204)
        case 'accepted':
          throw new Failure('conflict', 'This invitation has been used. Remove the member instead.')
        case 'not-found':
          throw new Failure('not-found', 'This organization has no such invitation.')
        default:
          return result satisfies never
      }
    })
    .openapi(preview, async (c) => {
      await bounded(personOf(c.get('principal')))
      const result = await previewInvitation(deps, c.req.valid('json').token)
      if (result.outcome !== 'open') throw closedFailure(result.outcome)
      return c.json(result.preview, 200)
    })
    .openapi(accept, async (c) => {
      const person = personOf(c.get('principal'))
      await bounded(person)
      const result = await acceptInvitation(deps, person, actorOf(c), c.req.valid('json').token)
      switch (result.outcome) {
        case 'member':
          return c.json(result.membership, 200)
        case 'organization-full':
          throw new Failure('limit-reached', `This organization has ${result.limit} members, which is the most.`)
        case 'too-many-organizations':
          throw new Failure(
            'limit-reached',
            `You are in ${result.limit} organizations, which is the most. Leave one first.`,
          )
        default:
          throw closedFailure(result.outcome)
      }
    })
}
