import { expect, it } from 'vitest'
import { ServiceRate } from './service-rate.ts'

const FRAME = 65_536
const BROWSER = 10_000

/** Gives frames, so many ahead, and hears of them in bunches of so many. */
function work(rate: ServiceRate, bytesPerMs: number, { ahead, bunch }: { ahead: number; bunch: number }): void {
  let now = 0
  for (let frame = 1; frame <= ahead; frame += 1) rate.onGiven(frame * FRAME, now)
  for (let frame = 1; frame <= 240; frame += 1) {
    now += FRAME / bytesPerMs
    if (frame % bunch > 0) continue
    for (let done = frame - bunch + 1; done <= frame; done += 1) {
      rate.onDone(done * FRAME, now)
      rate.onGiven((done + ahead) * FRAME, now)
    }
  }
}

it.each([1_000, 10_000, 60_000])(
  'knows a rate of %d bytes a millisecond, however many are on their way and come back together',
  (bytes) => {
    for (const [ahead, bunch] of [
      [1, 1],
      [8, 1],
      [8, 4],
      [30, 6],
    ] as const) {
      const rate = new ServiceRate(BROWSER)
      work(rate, bytes, { ahead, bunch })
      expect(rate.current).toBeGreaterThan(bytes * 0.8)
      expect(rate.current).toBeLessThan(bytes * 1.25)
    }
  },
)

it('knows of a change within a tenth of a second of work', () => {
  const rate = new ServiceRate(BROWSER)
  for (let frame = 1; frame <= 12; frame += 1) {
    rate.onGiven(frame * FRAME, frame * 20 - 20)
    rate.onDone(frame * FRAME, frame * 20)
  }
  expect(rate.current).toBeLessThan(3_500)
})

it('learns nothing from the echo of a key, nor from the time between two', () => {
  const rate = new ServiceRate(BROWSER)
  work(rate, 60_000, { ahead: 1, bunch: 1 })
  const known = rate.current
  const end = 240 * FRAME
  for (let key = 1; key < 100; key += 1) {
    rate.onGiven(end + key, 1_000 * key)
    rate.onDone(end + key, 1_000 * key + 20)
  }
  expect(rate.current).toBe(known)
})
