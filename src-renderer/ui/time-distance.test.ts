import { describe, expect, it } from 'vitest'
import { distanceOf, refreshDelayMs } from './time-distance.ts'

const NOW = Date.UTC(2026, 10, 23)
const MINUTE = 60_000
const DAY = 86_400_000

describe('a time as a distance from now', () => {
  it.each([
    [0, 'just now'],
    [-30_000, 'just now'],
    [30_000, 'in a moment'],
    [-50_000, '1 minute ago'],
    [-3 * MINUTE, '3 minutes ago'],
    [-90 * MINUTE, '1 hour ago'],
    [-1 * DAY, 'yesterday'],
    [6.5 * DAY, 'in 6 days'],
    [90 * DAY - 2_000, 'in 3 months'],
    [7 * DAY - 2_000, 'in 7 days'],
    [-95 * DAY, '3 months ago'],
    [-800 * DAY, '2 years ago'],
  ])('says of %i ms: %s', (distance, words) => {
    expect(distanceOf(NOW + distance, NOW)).toBe(words)
  })

  it('is made again sooner the nearer it is', () => {
    expect(refreshDelayMs(NOW - 1_000, NOW)).toBeLessThan(refreshDelayMs(NOW - 5 * MINUTE, NOW))
    expect(refreshDelayMs(NOW - 5 * MINUTE, NOW)).toBeLessThan(refreshDelayMs(NOW - DAY, NOW))
  })
})
