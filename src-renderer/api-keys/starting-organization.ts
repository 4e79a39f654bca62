// Which organization the dialog proposes: what was last chosen in it, as long as the window is where it was then. Once the
// window has moved on, a choice from before would be a surprise, so its own organization is proposed.
import type { OrganizationMembership } from '#contract/organization'

export type LastChoice = { windowOrganizationId: string; chosenOrganizationId: string }

export function startingOrganization(
  organizations: readonly OrganizationMembership[],
  windowOrganizationId: string,
  last: LastChoice | null,
): string {
  if (last?.windowOrganizationId !== windowOrganizationId) return windowOrganizationId
  const stillMine = organizations.some(({ id }) => id === last.chosenOrganizationId)
  return stillMine ? last.chosenOrganizationId : windowOrganizationId
}
