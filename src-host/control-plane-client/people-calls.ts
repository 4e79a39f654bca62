// Organizations, who is in them, and what was done in them.
import { z } from 'zod'
import { AuditPage, type AuditQueryInput } from '#contract/audit'
import {
  type ChangeRoleRequest,
  CreatedInvitation,
  type CreateInvitationRequestInput,
  type CreateOrganizationRequest,
  INVITATIONS_PATH,
  Invitation,
  InvitationPreview,
  type InvitationToken,
  Member,
  ORGANIZATIONS_PATH,
  OrganizationMembership,
} from '#contract/organization'
import type { Call } from './call.ts'
import { textOf } from './query.ts'

export const pathOf = (organizationId: string, ...rest: string[]) =>
  [ORGANIZATIONS_PATH, ...[organizationId, ...rest].map(encodeURIComponent)].join('/')

export const organizationCalls = (call: Call) => ({
  list: () => call(z.array(OrganizationMembership), 'GET', ORGANIZATIONS_PATH),
  create: (body: CreateOrganizationRequest) => call(OrganizationMembership, 'POST', ORGANIZATIONS_PATH, { body }),
  rename: (organizationId: string, body: CreateOrganizationRequest) =>
    call(OrganizationMembership, 'PATCH', pathOf(organizationId), { body }),
})

export const memberCalls = (call: Call) => ({
  list: (organizationId: string) => call(z.array(Member), 'GET', pathOf(organizationId, 'members')),
  changeRole: (organizationId: string, userId: string, body: ChangeRoleRequest) =>
    call(Member, 'PATCH', pathOf(organizationId, 'members', userId), { body }),
  /** Oneself: leave. */
  remove: (organizationId: string, userId: string) =>
    call(z.null(), 'DELETE', pathOf(organizationId, 'members', userId)),
})

export const invitationCalls = (call: Call) => ({
  list: (organizationId: string) => call(z.array(Invitation), 'GET', pathOf(organizationId, 'invitations')),
  create: (organizationId: string, body: CreateInvitationRequestInput) =>
    call(CreatedInvitation, 'POST', pathOf(organizationId, 'invitations'), { body }),
  withdraw: (organizationId: string, id: string) => call(z.null(), 'DELETE', pathOf(organizationId, 'invitations', id)),
  preview: (body: InvitationToken) => call(InvitationPreview, 'POST', `${INVITATIONS_PATH}/preview`, { body }),
  accept: (body: InvitationToken) => call(OrganizationMembership, 'POST', `${INVITATIONS_PATH}/accept`, { body }),
})

export const auditCalls = (call: Call) => ({
  page: (organizationId: string, query: AuditQueryInput) =>
    call(AuditPage, 'GET', pathOf(organizationId, 'audit'), { query: textOf(query) }),
})
