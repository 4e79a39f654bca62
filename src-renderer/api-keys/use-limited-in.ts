// In which organization somebody can set limits for a key: its own, else the window's, where they are an admin.
import type { ApiKey } from '#contract/api-key'
import { atLeast, type OrganizationMembership } from '#contract/organization'
import { useOrganization, useOrganizations } from '../organization/index.ts'

/** Undefined where they cannot. */
export function useLimitedIn(apiKey: Pick<ApiKey, 'organizationId'> | undefined): OrganizationMembership | undefined {
  const current = useOrganization()
  const organizations = useOrganizations()
  if (apiKey === undefined) return undefined
  const organization = organizations.find(({ id }) => id === (apiKey.organizationId ?? current.id))
  return organization && atLeast(organization.role, 'admin') ? organization : undefined
}
