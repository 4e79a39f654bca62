// Which organization the window acts in: the one chosen last, while the person still belongs to it, else the first.
import type { OrganizationMembership } from '#contract/organization'

export function chooseOrganization(
  organizations: readonly OrganizationMembership[],
  chosenId: string | null,
): OrganizationMembership | undefined {
  return organizations.find(({ id }) => id === chosenId) ?? organizations[0]
}
