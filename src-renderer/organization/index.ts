export { AdminsOnly } from './admins-only.tsx'
export { selectOrganization } from './chosen-organization.ts'
export { useOrganization, useOrganizationIfAny, useOrganizations } from './use-organization.ts'
