// How far a time is from now, in words, and when those words will be wrong.

const SECOND = 1_000
const MINUTE = 60 * SECOND
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR
const STEPS = [
  { unit: 'year', size: 365 * DAY },
  { unit: 'month', size: 30 * DAY },
  { unit: 'day', size: DAY },
  { unit: 'hour', size: HOUR },
  { unit: 'minute', size: MINUTE },
] as const

/** Under this a time is "just now": counting single seconds is noise. */
const JUST_NOW_MS = 45 * SECOND

/** A distance this little short of a whole unit is called by it: ninety days less a second are "3 months". */
const SHORT_OF = 0.02

const words = new Intl.RelativeTimeFormat('en', { numeric: 'auto' })

/** Both in milliseconds since the epoch. */
export function distanceOf(at: number, now: number): string {
  const distance = at - now
  if (Math.abs(distance) < JUST_NOW_MS) return distance > 0 ? 'in a moment' : 'just now'
  for (const { unit, size } of STEPS) {
    if (Math.abs(distance) >= size)
      return words.format(Math.trunc(distance / size + Math.sign(distance) * SHORT_OF), unit)
  }
  return words.format(Math.sign(distance), 'minute')
}

/** Milliseconds after which the words should be made again: a minute for what is near, an hour for what is far. */
export function refreshDelayMs(at: number, now: number): number {
  const distance = Math.abs(at - now)
  return distance < MINUTE ? 15 * SECOND : distance < HOUR ? MINUTE : HOUR
}
