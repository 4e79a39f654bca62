import { expect, it } from 'vitest'
import { Flow } from './flow.ts'

it('[T23] takes for a flood what prints much now, and not what types, draws a screen, or has ended', () => {
  const flow = new Flow()
  for (let now = 0; now < 1_000; now += 10) flow.push(4_000, now)
  expect(flow.isFlood(1_000)).toBe(false)
  for (let now = 1_000; now < 1_200; now += 1) flow.push(4_000, now)
  expect(flow.isFlood(1_200)).toBe(true)
  expect(flow.isFlood(1_300)).toBe(false)
  flow.push(4_000, 1_300)
  expect(flow.isFlood(1_300)).toBe(false)
})
