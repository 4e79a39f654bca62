import { expect, it } from 'vitest'
import { expiryOf } from './expiry.ts'

const NOW = Date.UTC(2026, 10, 23)
const DAY_MS = 24 * 3600 * 1000

it('[K9] is never, some days from now, or a date that is to come', () => {
  const valid = (expiresAt: number | null) => ({ outcome: 'valid', expiresAt })
  expect(expiryOf({}, NOW)).toEqual(valid(null))
  expect(expiryOf({ expiresInDays: 7 }, NOW)).toEqual(valid(NOW + 7 * DAY_MS))
  expect(expiryOf({ expiresAt: NOW + 1 }, NOW)).toEqual(valid(NOW + 1))
  expect(expiryOf({ expiresAt: Date.UTC(2036, 10, 23) }, NOW)).toEqual(valid(Date.UTC(2036, 10, 23)))
  for (const expiresAt of [NOW, NOW - 1, 1, Date.UTC(2036, 10, 25)]) {
    expect(expiryOf({ expiresAt }, NOW).outcome).toBe('expiry-refused')
  }
})
