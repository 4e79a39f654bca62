// One membership out of the columns of a joined row, which are all null where there is none.
import type { OrganizationMembership, Role } from '#contract/organization'

type Columns = {
  role: Role | null
  organizationId: string | null
  organizationName: string | null
  slug: string | null
}

export function membershipOf({ role, organizationId, organizationName, slug }: Columns): OrganizationMembership[] {
  if (role === null || organizationId === null || organizationName === null || slug === null) return []
  return [{ id: organizationId, name: organizationName, slug, role }]
}
