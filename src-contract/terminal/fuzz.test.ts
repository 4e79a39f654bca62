// Random frames in great number: whatever a stranger sends is answered with a frame or a refusal, and nothing of it stays.
// `MOORING_FUZZ_FRAMES` asks for more than the suite has time for.
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { expect, it } from 'vitest'
import {
  decodeServerFrame,
  decodeViewerFrame,
  encodeServerFrame,
  encodeViewerFrame,
  TERMINAL_PROTOCOL_VERSION,
} from './index.ts'

const FRAMES = Number(process.env.MOORING_FUZZ_FRAMES ?? 1_000_000)
const LONGEST_BYTES = 96
/** Bytes that the heap may grow by: some for what the compiler learned; a few for each frame would be seen. */
const MAX_GROWTH_BYTES = 4_000_000

function heapBytes(): number {
  setFlagsFromString('--expose-gc')
  const collect: () => void = runInNewContext('gc')
  collect()
  return process.memoryUsage().heapUsed
}

/** Marsaglia's xorshift32: the same frames in every run, and faster than anything that is random. */
function* randomNumbers(seed: number): Generator<number> {
  for (let state = seed; ; ) {
    state ^= state << 13
    state ^= state >>> 17
    state ^= state << 5
    yield state >>> 0
  }
}

const KINDS = [1, 2, 3, 4, 5, 6, 7, 0x81, 0x82, 0x83, 0x84, 0x85, 0x86, 0x87, 0x88, 0x89, 0x8a, 0x8b, 0x8c, 0x8d]

it(`[T11] answers ${FRAMES.toLocaleString('en')} random frames with a frame or a refusal, and keeps nothing of them`, () => {
  const numbers = randomNumbers(20_260_101)
  const next = () => numbers.next().value ?? 0
  const message = new Uint8Array(LONGEST_BYTES)
  const outcomes = { frame: 0, refused: 0 }
  const before = heapBytes()
  for (let frame = 0; frame < FRAMES; frame += 1) {
    const length = next() % (LONGEST_BYTES + 1)
    for (let at = 0; at < length; at += 4) new DataView(message.buffer).setUint32(at, next())
    // Most have a kind, and a version, so that more than the first byte is looked at.
    if (next() % 8 > 0) message[0] = KINDS[next() % KINDS.length] ?? 0
    if (next() % 2 > 0) message[1] = TERMINAL_PROTOCOL_VERSION
    for (const decode of [decodeViewerFrame, decodeServerFrame]) {
      const result = decode(message.subarray(0, length))
      outcomes[result.outcome] += 1
      // What was understood can be said again.
      if (result.outcome === 'frame' && frame % 64 === 0) expect(encodeAgain(result.frame)).toBeGreaterThan(0)
    }
  }
  expect(outcomes.frame + outcomes.refused).toBe(2 * FRAMES)
  expect(outcomes.frame).toBeGreaterThan(FRAMES / 50)
  expect(heapBytes() - before).toBeLessThan(MAX_GROWTH_BYTES)
}, 120_000)

type AnyFrame = Parameters<typeof encodeViewerFrame>[0] | Parameters<typeof encodeServerFrame>[0]

function encodeAgain(frame: AnyFrame): number {
  switch (frame.type) {
    case 'open':
    case 'input':
    case 'resize':
    case 'ack':
    case 'visibility':
    case 'control':
    case 'colors':
      return encodeViewerFrame(frame).byteLength
    default:
      return encodeServerFrame(frame).byteLength
  }
}
