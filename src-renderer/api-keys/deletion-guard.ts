// How sure a person must be before a key is deleted: one that is in use asks for its name.

/** A key that was used within this time is most likely still wanted by something. */
const RECENT_MS = 7 * 86_400_000

/** Both in milliseconds since the epoch. */
export function asksForName(lastUsedAt: number | null, now: number): boolean {
  return lastUsedAt !== null && now - lastUsedAt < RECENT_MS
}

/** Whether what was typed is the name. Spaces around it are nobody's meaning. */
export function isName(typed: string, name: string): boolean {
  return typed.trim() === name.trim()
}
