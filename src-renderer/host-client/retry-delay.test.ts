import { expect, it } from 'vitest'
import { retryDelayMs } from './retry-delay.ts'

it('tries at once, then waits longer each time, and never longer than eight seconds', () => {
  expect([0, 1, 2, 3, 4, 5, 6, 50].map(retryDelayMs)).toEqual([0, 500, 1_000, 2_000, 4_000, 8_000, 8_000, 8_000])
})
