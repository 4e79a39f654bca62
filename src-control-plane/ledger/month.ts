// Calendar months in UTC, as limits count them. Pure.

/** `2026-11`. */
export const monthOf = (at: number): string => new Date(at).toISOString().slice(0, 7)
