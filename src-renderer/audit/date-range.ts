// Days as a person picks them, as the times that the audit is asked for: from the first moment of one to the last of another.

/** `day` as a date field gives it; empty: no bound. Milliseconds since the epoch. */
export function startOfDay(day: string): number | undefined {
  const time = new Date(`${day}T00:00:00`).getTime()
  return day === '' || Number.isNaN(time) ? undefined : time
}

/** The bound is the first moment that is not in it. A day is not always 24 hours. */
export function endOfDay(day: string): number | undefined {
  const start = startOfDay(day)
  if (start === undefined) return undefined
  const next = new Date(start)
  next.setDate(next.getDate() + 1)
  return next.getTime()
}
