export { selectOrganization } from './chosen-organization.ts'
export { useOrganization, useOrganizationIfAny, useOrganizations } from './use-organization.ts'
