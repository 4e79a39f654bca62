// The organization that a key was last made for, kept in this browser.
import { z } from 'zod'
import type { LastChoice } from './starting-organization.ts'

const STORAGE_KEY = 'mooring.api-keys.last-choice'
const Stored = z.object({ windowOrganizationId: z.string(), chosenOrganizationId: z.string() })

export function readLastChoice(): LastChoice | null {
  try {
    return Stored.parse(JSON.parse(localStorage.getItem(STORAGE_KEY) ?? 'null'))
  } catch {
    return null
  }
}

export function rememberChoice(choice: LastChoice): void {
  localStorage.setItem(STORAGE_KEY, JSON.stringify(choice))
}
