import { expect, it } from 'vitest'
import { asksForName, isName } from './deletion-guard.ts'

const NOW = Date.UTC(2026, 10, 23)
const DAY = 86_400_000

it.each([
  ['never used', null, false],
  ['used a minute ago', NOW - 60_000, true],
  ['used six days ago', NOW - 6 * DAY, true],
  ['used seven days ago', NOW - 7 * DAY, false],
  ['used last month', NOW - 31 * DAY, false],
])('[U5] a key that was %s: its name must be typed is %s', (_, lastUsedAt, expected) => {
  expect(asksForName(lastUsedAt, NOW)).toBe(expected)
})

it('[U5] takes the name as it is written, and nothing else', () => {
  expect(isName(' ci-deploy ', 'ci-deploy')).toBe(true)
  expect(isName('CI-deploy', 'ci-deploy')).toBe(false)
  expect(isName('', 'ci-deploy')).toBe(false)
})
