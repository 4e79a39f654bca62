import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { Courtesy } from './courtesy.ts'
import { startTerminalServerForTest, until } from './testing.ts'

/** Read between two pauses, of so many milliseconds. */
const PORTION_BYTES = 16_384
const PAUSE_MS = 10

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

/** A program that prints `rate` bytes a millisecond whenever it is read; answers what was read in that time. */
function readFor(ms: number, rate: number, courtesy: Courtesy, isReading: () => boolean): number {
  let read = 0
  for (let passed = 0; passed < ms; passed += 1) {
    if (isReading()) {
      read += rate
      courtesy.onRead(rate)
    }
    vi.advanceTimersByTime(1)
  }
  return read
}

it('[T23] pauses at the first key, reads small portions until nobody has typed for half a second, and then all', () => {
  let reading = true
  const courtesy = new Courtesy({ pause: () => (reading = false), goOn: () => (reading = true) })
  const isReading = () => reading
  expect(readFor(100, PORTION_BYTES, courtesy, isReading)).toBe(100 * PORTION_BYTES)
  courtesy.ask(performance.now())
  expect(reading).toBe(false)
  // The first portion comes after the first pause.
  expect(readFor(400, PORTION_BYTES, courtesy, isReading)).toBe((400 / PAUSE_MS - 1) * PORTION_BYTES)
  courtesy.ask(performance.now())
  expect(readFor(490, PORTION_BYTES, courtesy, isReading)).toBe((490 / PAUSE_MS) * PORTION_BYTES)
  expect(courtesy.isAsked(performance.now())).toBe(true)
  readFor(20, PORTION_BYTES, courtesy, isReading)
  expect(courtesy.isAsked(performance.now())).toBe(false)
  expect(readFor(100, PORTION_BYTES, courtesy, isReading)).toBe(100 * PORTION_BYTES)
})

it('[T23] slows a flood while somebody types in another terminal', async () => {
  vi.useRealTimers()
  await using server = await startTerminalServerForTest()
  const flood = await server.openScript('read go; exec yes')
  const echo = await server.openScript('stty raw -echo; printf READY; exec cat')
  const viewer = await server.attach(echo.id)
  await viewer.waitForScreen('READY')
  const begun = viewer.position().offset
  /** Bytes that it has printed; nobody looks at it. */
  const printed = async () => {
    const look = await server.attach(flood.id)
    await look.waitForFrame('attached')
    look.leave()
    return look.position().offset
  }
  const type = async (keys: number) => {
    viewer.type('x')
    await until(() => viewer.position().offset === begun + keys, 'the echo')
  }
  const starter = await server.attach(flood.id)
  starter.type('\n')
  await starter.waitForScreen('y')
  starter.leave()
  await until(async () => (await printed()) > 1_000_000, 'the flood')
  await type(1)
  const start = performance.now()
  const before = await printed()
  for (let keys = 2; performance.now() - start < 400; keys += 1) await type(keys)
  const portions = (performance.now() - start) / PAUSE_MS + 2
  // A portion is over when it is passed: by one read, of a few kilobytes.
  expect((await printed()) - before).toBeLessThan(portions * 2 * PORTION_BYTES)
})
