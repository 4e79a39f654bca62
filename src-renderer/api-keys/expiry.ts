// When a key stops working: what can be chosen at its making, and what to say of it afterwards.
import type { MintRequestInput } from '#contract/api-key'

export const EXPIRY_CHOICES = [
  { value: '7', label: '7 days', days: 7 },
  { value: '30', label: '30 days', days: 30 },
  { value: '90', label: '90 days', days: 90 },
  { value: 'date', label: 'On a date…', days: undefined },
  { value: 'never', label: 'Never', days: undefined },
] as const
export type ExpiryChoice = (typeof EXPIRY_CHOICES)[number]['value']

const DAY_MS = 86_400_000
/** A key that ends within a week is marked, so that it can be replaced in time. */
const SOON_MS = 7 * DAY_MS
/** A date further away than this is a typing error. Years. */
const LATEST_YEARS = 10

export type Expiry = 'never' | 'later' | 'soon' | 'expired'

/** Both in milliseconds since the epoch. */
export function expiryOf(expiresAt: number | null, now: number): Expiry {
  if (expiresAt === null) return 'never'
  if (expiresAt <= now) return 'expired'
  return expiresAt - now <= SOON_MS ? 'soon' : 'later'
}

export type ExpiryWish =
  | { outcome: 'wish'; fields: Pick<MintRequestInput, 'expiresInDays' | 'expiresAt'> }
  | { outcome: 'wrong'; sentence: string }

/** What to ask for. `date` is a day as a date field gives it (`2026-11-23`); the key works until that day is over here. */
export function expiryWish(choice: ExpiryChoice, date: string, now: number): ExpiryWish {
  if (choice === 'never') return { outcome: 'wish', fields: {} }
  if (choice !== 'date') return { outcome: 'wish', fields: { expiresInDays: Number(choice) } }
  const expiresAt = endOfDay(date)
  if (Number.isNaN(expiresAt)) return { outcome: 'wrong', sentence: 'Choose a date.' }
  if (expiresAt <= now) return { outcome: 'wrong', sentence: 'That day is over. Choose a later one.' }
  if (date > latestDate(now)) return { outcome: 'wrong', sentence: `Choose a day within ${LATEST_YEARS} years.` }
  return { outcome: 'wish', fields: { expiresAt } }
}

/** Without a zone it is the local time, which is what a person who picks a day means. */
const endOfDay = (date: string) => new Date(`${date}T23:59:59`).getTime()

/** As a date field takes it. */
export function dateOf(time: number): string {
  const day = new Date(time)
  return [day.getFullYear(), day.getMonth() + 1, day.getDate()].map((part) => String(part).padStart(2, '0')).join('-')
}

/** The last day that can be chosen: a day less than the years, for the key ends when it is over. */
export function latestDate(now: number): string {
  return dateOf(now + (LATEST_YEARS * 365 - 1) * DAY_MS)
}

const words = new Intl.DateTimeFormat(undefined, { dateStyle: 'long' })

/** What the choice means, in a sentence. */
export function expiryHint(choice: ExpiryChoice, date: string, now: number): string {
  if (choice === 'never') return 'It works until you delete it.'
  const wish = expiryWish(choice, date, now)
  if (wish.outcome === 'wrong') return 'It works until that day is over.'
  const { expiresAt = now, expiresInDays = 0 } = wish.fields
  return `It stops working on ${words.format(choice === 'date' ? expiresAt : now + expiresInDays * DAY_MS)}.`
}
