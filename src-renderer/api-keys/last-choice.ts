// What the last key was made as, kept in this browser: for which organization, of which kind, for how long.
import { z } from 'zod'
import { ApiKeyKind } from '#contract/api-key'

const STORAGE_KEY = 'mooring.api-keys.last-choice'
export const LastChoice = z.object({
  /** Where the window was then; see `startingOrganization`. */
  windowOrganizationId: z.string(),
  chosenOrganizationId: z.string(),
  kind: ApiKeyKind.default('member'),
  /** A date is not kept: it would lie in the past one day. */
  expiry: z.enum(['7', '30', '90', 'never']).default('90'),
})
export type LastChoice = z.infer<typeof LastChoice>

export function readLastChoice(): LastChoice | null {
  try {
    return LastChoice.parse(JSON.parse(localStorage.getItem(STORAGE_KEY) ?? 'null'))
  } catch {
    return null
  }
}

export function rememberChoice(choice: z.input<typeof LastChoice>): void {
  localStorage.setItem(STORAGE_KEY, JSON.stringify(choice))
}
