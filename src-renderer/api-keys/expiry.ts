// When a key stops working: what can be chosen at its making, and what to say of it afterwards.

export const EXPIRY_CHOICES = [
  { value: '7', label: '7 days', days: 7 },
  { value: '30', label: '30 days', days: 30 },
  { value: '90', label: '90 days', days: 90 },
  { value: 'never', label: 'Never', days: undefined },
] as const
export type ExpiryChoice = (typeof EXPIRY_CHOICES)[number]['value']

const DAY_MS = 86_400_000
/** A key that ends within a week is marked, so that it can be replaced in time. */
const SOON_MS = 7 * DAY_MS

export function expiryDays(choice: ExpiryChoice): number | undefined {
  return EXPIRY_CHOICES.find(({ value }) => value === choice)?.days
}

export type Expiry = 'never' | 'later' | 'soon' | 'expired'

/** Both in milliseconds since the epoch. */
export function expiryOf(expiresAt: number | null, now: number): Expiry {
  if (expiresAt === null) return 'never'
  if (expiresAt <= now) return 'expired'
  return expiresAt - now <= SOON_MS ? 'soon' : 'later'
}

const date = new Intl.DateTimeFormat(undefined, { dateStyle: 'long' })

/** What the choice means, in a sentence. */
export function expiryHint(choice: ExpiryChoice, now: number): string {
  const days = expiryDays(choice)
  return days === undefined
    ? 'It works until you delete it.'
    : `It stops working on ${date.format(now + days * DAY_MS)}.`
}
