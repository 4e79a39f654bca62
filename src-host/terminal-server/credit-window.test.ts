import { expect, it } from 'vitest'
import { CreditWindow, windowFor } from './credit-window.ts'

it.each([
  [0, 524_288],
  [20, 524_288],
  [100, 1_262_144],
  [100.00004, 1_262_144],
  [1_000, 2_097_152],
])('gives a viewer %d ms away a window of %d bytes', (rtt, bytes) => {
  expect(windowFor(rtt)).toBe(bytes)
})

it('measures the line by frames that waited for nothing, and not the viewer’s own queue', () => {
  const window = new CreditWindow()
  window.onSent(0, 10, 1_000)
  // Sent behind the first one: its time is the queue's.
  window.onSent(10, 400_000, 1_001)
  window.onAck(10, 1_100)
  expect(window.room(10)).toBe(windowFor(100))
  window.onAck(400_000, 9_000)
  expect(window.room(400_000)).toBe(windowFor(100))
})

it('has no room for a viewer that acknowledges nothing', () => {
  const window = new CreditWindow()
  window.onSent(0, 524_288, 0)
  expect(window.room(524_288)).toBe(0)
  window.onAck(65_536, 1)
  expect(window.room(524_288)).toBe(65_536)
})
