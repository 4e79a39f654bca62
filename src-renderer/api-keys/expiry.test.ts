import { expect, it } from 'vitest'
import { expiryDays, expiryOf } from './expiry.ts'

const NOW = Date.UTC(2026, 10, 23)
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

it('offers never, 7, 30 and 90 days', () => {
  expect((['never', '7', '30', '90'] as const).map(expiryDays)).toEqual([undefined, 7, 30, 90])
})
