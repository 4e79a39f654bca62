export {
  ChangeRoleRequest,
  CreatedInvitation,
  CreateInvitationRequest,
  type CreateInvitationRequestInput,
  INVITATION_PAGE_PATH,
  INVITATIONS_PATH,
  Invitation,
  InvitationPreview,
  InvitationState,
  InvitationToken,
  Member,
} from './member.ts'
export {
  atLeast,
  CreateOrganizationRequest,
  ORGANIZATIONS_PATH,
  OrganizationId,
  OrganizationMembership,
  Role,
} from './organization.ts'
