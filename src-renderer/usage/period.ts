// Which days of UTC the page is about: some usual ones, or any others. Pure.

export type Period = { from: string; to: string }

export const USUAL_PERIODS = [
  { id: '7', title: 'Last 7 days' },
  { id: '30', title: 'Last 30 days' },
  { id: '90', title: 'Last 90 days' },
  { id: 'month', title: 'This month' },
  { id: 'last-month', title: 'Last month' },
] as const
export type UsualPeriod = (typeof USUAL_PERIODS)[number]['id']

const DAY_MS = 86_400_000
/** As the control plane answers. Days. */
const LONGEST = 366

/** `now` in milliseconds since the epoch. */
export function usualPeriod(id: UsualPeriod, now: number): Period {
  const date = new Date(now)
  const [year, month] = [date.getUTCFullYear(), date.getUTCMonth()]
  switch (id) {
    case 'month':
      return { from: dayOf(Date.UTC(year, month, 1)), to: dayOf(now) }
    case 'last-month':
      return { from: dayOf(Date.UTC(year, month - 1, 1)), to: dayOf(Date.UTC(year, month, 0)) }
    default:
      return { from: dayOf(now - (Number(id) - 1) * DAY_MS), to: dayOf(now) }
  }
}

/** The usual one that these days are; undefined for others. */
export function usualOf(period: Period, now: number): UsualPeriod | undefined {
  return USUAL_PERIODS.find(({ id }) => {
    const { from, to } = usualPeriod(id, now)
    return from === period.from && to === period.to
  })?.id
}

/** As an address has them; what cannot be meant is the usual 30 days. */
export function periodOf(from: unknown, to: unknown, now: number): Period {
  const usual = usualPeriod('30', now)
  if (!isDay(from) || !isDay(to)) return usual
  const length = (Date.parse(to) - Date.parse(from)) / DAY_MS + 1
  return length < 1 || length > LONGEST ? usual : { from, to }
}

/** Every day of it, in order. */
export function daysOf({ from, to }: Period): string[] {
  const first = Date.parse(from)
  const count = Math.round((Date.parse(to) - first) / DAY_MS) + 1
  return Array.from({ length: count }, (_, index) => dayOf(first + index * DAY_MS))
}

const dayOf = (time: number) => new Date(time).toISOString().slice(0, 10)

export function isDay(text: unknown): text is string {
  return typeof text === 'string' && /^\d{4}-\d\d-\d\d$/.test(text) && !Number.isNaN(Date.parse(text))
}
