// Which organization the dialog proposes: what was last chosen in it, as long as the window is where it was then. Once the
// window has moved on, a choice from before would be a surprise, so its own organization is proposed.
import type { Choice } from './key-choices.ts'
import type { LastChoice } from './last-choice.ts'

type Last = Pick<LastChoice, 'windowOrganizationId' | 'chosenOrganizationId'>

/** Never one that cannot be chosen, unless none can. */
export function startingOrganization(
  choices: readonly Choice<string>[],
  windowOrganizationId: string,
  last: Last | null,
): string {
  const usable = choices.filter(({ unavailable }) => unavailable === undefined).map(({ value }) => value)
  const wished = last?.windowOrganizationId === windowOrganizationId ? [last.chosenOrganizationId] : []
  return [...wished, windowOrganizationId].find((id) => usable.includes(id)) ?? usable[0] ?? windowOrganizationId
}
