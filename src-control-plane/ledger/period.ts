// Which days are meant: those that are named, else the last ones. Pure.
import { Failure } from '#contract/failure'
import { MAX_USAGE_DAYS, type UsagePeriod } from '#contract/gateway'

export const DAY_MS = 86_400_000
/** Days that a caller who names none is shown. */
const USUAL_DAYS = 30

/** `from` and `to` are UTC days, both included; `start` is included, `end` is not: milliseconds since the epoch. */
export type Period = { from: string; to: string; start: number; end: number }

/** Throws `bad-request` that names the field. */
export function periodOf({ from, to }: UsagePeriod, now: number): Period {
  const last = to === undefined ? lastDay(from, now) : dayNumber(to)
  const first = from === undefined ? last - USUAL_DAYS + 1 : dayNumber(from)
  if (first > last) throw new Failure('bad-request', 'from: must not be after to.', { field: 'from' })
  if (last - first >= MAX_USAGE_DAYS) {
    throw new Failure('bad-request', `from: must be at most ${MAX_USAGE_DAYS} days before to.`, { field: 'from' })
  }
  return { from: dayOf(first), to: dayOf(last), start: first * DAY_MS, end: (last + 1) * DAY_MS }
}

/** Today, or the first day itself where that is still to come. */
function lastDay(from: string | undefined, now: number): number {
  const today = Math.floor(now / DAY_MS)
  return from === undefined ? today : Math.max(today, dayNumber(from))
}

const dayNumber = (day: string) => Date.parse(`${day}T00:00:00Z`) / DAY_MS

/** `number` counts days from the epoch. */
export const dayOf = (number: number) => new Date(number * DAY_MS).toISOString().slice(0, 10)
