import { expect, it } from 'vitest'
import { CreditWindow, windowFor } from './credit-window.ts'

const MB = 1_000_000
const FRAME = 65_536

it.each([
  ['a browser on this machine', 10_000, 0, 400_000],
  ['a browser that parses what is slow to parse', 2_000, 0, 80_000],
  ['a browser that hardly comes along', 500, 0, 32_768],
  ['a browser 100 ms away', 10_000, 100, 1_400_000],
  ['a browser behind a slow line', 1_000, 100, 140_000],
  ['a program on this machine', 60_000, 0, 2_097_152],
  ['a browser 100.00004 ms away', 10_000, 100.00004, 1_400_000],
])('[T5] gives %s a window of what it works on for 40 ms, and what its line holds', (_who, rate, rtt, bytes) => {
  expect(windowFor(rate, rtt)).toBe(bytes)
})

it('measures the line by frames that waited for nothing, and not the viewer’s own queue', () => {
  const window = new CreditWindow()
  const at = stream(window, 10_000, 8)
  const near = window.room(at)
  window.restart(at)
  window.onSent(at, at + 10, 1_000)
  // Sent behind the first one: its time is the queue's.
  window.onSent(at + 10, at + 10_000, 1_001)
  window.onAck(at + 10, 1_000 + 100)
  const far = window.room(at + 10)
  expect(far).toBeGreaterThan(near)
  window.onAck(at + 10_000, 9_000)
  expect(window.room(at + 10_000)).toBe(far)
})

it('has no room for a viewer that acknowledges nothing, and for one of which nothing is known until it has taken a frame', () => {
  const window = new CreditWindow()
  expect(window.room(0)).toBe(FRAME)
  window.onSent(0, FRAME, 0)
  expect(window.room(FRAME)).toBe(0)
  window.onAck(FRAME, 7)
  expect(window.room(FRAME)).toBeGreaterThan(4 * FRAME)
})

it('believes the first frame of a page that is slow yet', () => {
  const window = new CreditWindow()
  window.onSent(0, FRAME, 0)
  window.onAck(FRAME, 70)
  // A megabyte a second, over its line of 70 ms.
  expect(window.room(FRAME)).toBeLessThan(2 * FRAME + FRAME / 2)
})

/** Sends frames, so many ahead of the one that is acknowledged, to a viewer that takes them at a rate; answers where it is. */
function stream(window: CreditWindow, bytesPerMs: number, ahead: number): number {
  const frames = 100
  let now = 0
  for (let frame = 0; frame < ahead; frame += 1) window.onSent(frame * FRAME, (frame + 1) * FRAME, now)
  for (let frame = 1; frame <= frames; frame += 1) {
    now += FRAME / bytesPerMs
    window.onAck(frame * FRAME, now)
    window.onSent((frame - 1 + ahead) * FRAME, (frame + ahead) * FRAME, now)
  }
  return frames * FRAME
}

it.each([
  ['a program that takes 60 MB/s', 60_000, 13 * MB, 15.5 * MB],
  ['a browser that parses 10 MB/s', 10_000, 2.4 * MB, 2.6 * MB],
  ['a line that carries 1 MB/s', 1_000, MB, 1.1 * MB],
])('[T5] shows the screen to %s when it would see the newest after 250 ms', (_who, rate, near, far) => {
  const window = new CreditWindow()
  const at = stream(window, rate, 8)
  expect(window.isTooFarFrom(at + near)).toBe(false)
  expect(window.isTooFarFrom(at + far)).toBe(true)
})

it('[T5] takes a viewer of which nothing is known for a browser', () => {
  const window = new CreditWindow()
  window.restart(5 * MB)
  expect(window.isTooFarFrom(7.4 * MB)).toBe(false)
  expect(window.isTooFarFrom(7.6 * MB)).toBe(true)
})
