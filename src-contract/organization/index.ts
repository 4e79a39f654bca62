export {
  atLeast,
  CreateOrganizationRequest,
  ORGANIZATIONS_PATH,
  OrganizationId,
  OrganizationMembership,
  Role,
} from './organization.ts'
