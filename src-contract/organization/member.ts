// Who is in an organization, and how people come into it: by a link that somebody shows them.
import { z } from 'zod'
import { Role } from './organization.ts'

export const Member = z.object({
  userId: z.string(),
  name: z.string(),
  email: z.string(),
  role: Role,
  joinedAt: z.number().int(),
})
export type Member = z.infer<typeof Member>

export const ChangeRoleRequest = z.object({ role: Role })
export type ChangeRoleRequest = z.infer<typeof ChangeRoleRequest>

/** Previewing and accepting: the token travels in the body, so that it stands in no log of addresses. */
export const INVITATIONS_PATH = '/v1/invitations'
/** A link's path on the control plane; the token is its fragment, which browsers send to nobody. */
export const INVITATION_PAGE_PATH = '/invitation'

export const InvitationState = z.enum(['open', 'accepted', 'withdrawn', 'expired'])
export type InvitationState = z.infer<typeof InvitationState>

/** Without its token: that is in `CreatedInvitation` and nowhere else. Times are milliseconds since the epoch. */
export const Invitation = z.object({
  id: z.string(),
  role: Role,
  /** For whom, in the words of who invited. */
  note: z.string(),
  state: InvitationState,
  createdByName: z.string().nullable(),
  createdAt: z.number().int(),
  expiresAt: z.number().int(),
  acceptedByName: z.string().nullable(),
})
export type Invitation = z.infer<typeof Invitation>

export const CreateInvitationRequest = z.object({
  role: Role.default('member'),
  note: z
    .string()
    .trim()
    .max(100)
    .regex(/^\P{Cc}*$/u, 'has characters that cannot be shown')
    .default(''),
  expiresInDays: z.number().int().min(1).max(30).default(7),
})
export type CreateInvitationRequest = z.infer<typeof CreateInvitationRequest>
export type CreateInvitationRequestInput = z.input<typeof CreateInvitationRequest>

export const CreatedInvitation = z.object({ invitation: Invitation, link: z.string() })
export type CreatedInvitation = z.infer<typeof CreatedInvitation>

export const InvitationToken = z.object({ token: z.string().min(1).max(100) })
export type InvitationToken = z.infer<typeof InvitationToken>

/** What a link is for, before it is accepted. */
export const InvitationPreview = z.object({
  organizationName: z.string(),
  role: Role,
  invitedBy: z.string().nullable(),
  expiresAt: z.number().int(),
})
export type InvitationPreview = z.infer<typeof InvitationPreview>
