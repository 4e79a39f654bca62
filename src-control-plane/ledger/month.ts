// Calendar months in UTC, as limits count them. Pure.

/** `2026-11`. */
export const monthOf = (at: number): string => new Date(at).toISOString().slice(0, 7)

/** When the month of `at` is over. Milliseconds since the epoch. */
export function monthEnd(at: number): number {
  const date = new Date(at)
  return Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1)
}
