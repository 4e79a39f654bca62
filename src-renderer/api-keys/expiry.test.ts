import { expect, it } from 'vitest'
import { dateOf, type ExpiryChoice, expiryHint, expiryOf, expiryWish, latestDate } from './expiry.ts'

const NOW = new Date(2026, 10, 23, 9, 30).getTime()
const DAY = 86_400_000

it.each([
  [null, 'never'],
  [NOW + 8 * DAY, 'later'],
  [NOW + 7 * DAY, 'soon'],
  [NOW + 1, 'soon'],
  [NOW, 'expired'],
  [NOW - DAY, 'expired'],
] as const)('a key that ends at %s is %s', (expiresAt, expected) => {
  expect(expiryOf(expiresAt, NOW)).toBe(expected)
})

it.each<[ExpiryChoice, object]>([
  ['never', {}],
  ['7', { expiresInDays: 7 }],
  ['30', { expiresInDays: 30 }],
  ['90', { expiresInDays: 90 }],
])('asks for %s as %j', (choice, fields) => {
  expect(expiryWish(choice, '', NOW)).toEqual({ outcome: 'wish', fields })
})

it('lets a key work until the chosen day is over where the person is', () => {
  const endOfToday = new Date(2026, 10, 23, 23, 59, 59).getTime()
  expect(expiryWish('date', '2026-11-23', NOW)).toEqual({ outcome: 'wish', fields: { expiresAt: endOfToday } })
})

it.each(['', '2026-13-40', '2026-11-22', '2099-01-01'])('does not take the date “%s”', (date) => {
  expect(expiryWish('date', date, NOW).outcome).toBe('wrong')
})

it('offers no date that the control plane would refuse: 3650 days', () => {
  const wish = expiryWish('date', latestDate(NOW), NOW)
  expect(wish).toMatchObject({ outcome: 'wish' })
  expect(wish.outcome === 'wish' && (wish.fields.expiresAt ?? 0) < NOW + 3650 * DAY).toBe(true)
})

it('says what a choice means', () => {
  expect(dateOf(NOW)).toBe('2026-11-23')
  expect(expiryHint('never', '', NOW)).toMatch(/until you delete it/)
  expect(expiryHint('7', '', NOW)).toMatch(/stops working on .*30/)
  expect(expiryHint('date', '2026-12-05', NOW)).toMatch(/stops working on .*5/)
  expect(expiryHint('date', '', NOW)).toMatch(/until that day is over/)
})
