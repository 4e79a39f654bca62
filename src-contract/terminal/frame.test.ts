// The codec against its own properties: what is encoded decodes to itself, and no bytes whatever make it throw.
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  COMMAND_PLACES,
  type Decoded,
  decodeServerFrame,
  decodeViewerFrame,
  encodeServerFrame,
  encodeViewerFrame,
  MAX_COLS,
  MAX_FRAME_BYTES,
  MAX_NAME_LENGTH,
  MAX_ROWS,
  MIN_COLS,
  MIN_ROWS,
  NAMED_COLORS,
  RecordingEnd,
  type ServerFrame,
  type ViewerFrame,
} from './index.ts'

const VIEWER_KINDS = [0x01, 0x02, 0x03, 0x04, 0x05, 0x06, 0x07]
const SERVER_KINDS = [0x81, 0x82, 0x83, 0x84, 0x85, 0x86, 0x87, 0x88, 0x89, 0x8a, 0x8b, 0x8c, 0x8d]

const counter = fc.maxSafeNat()
const bytes = fc.uint8Array({ maxLength: 300 })
const size = { cols: fc.integer({ min: MIN_COLS, max: MAX_COLS }), rows: fc.integer({ min: MIN_ROWS, max: MAX_ROWS }) }
const position = { epoch: counter, offset: counter, ...size }
const type = <T extends string>(name: T) => fc.constant(name)

const color = fc.nat({ max: 0xffffff })
const colors = fc.record({
  foreground: color,
  background: color,
  cursor: color,
  named: fc.array(color, { minLength: NAMED_COLORS, maxLength: NAMED_COLORS }),
})

const viewerFrame: fc.Arbitrary<ViewerFrame> = fc.oneof(
  fc.record({ type: type('open'), visible: fc.boolean(), ...size }),
  fc.record({
    type: type('open'),
    visible: fc.boolean(),
    ...size,
    resume: fc.record({ epoch: counter, offset: counter }),
  }),
  fc.record({ type: type('input'), bytes }),
  fc.record({ type: type('resize'), ...size }),
  fc.record({ type: type('ack'), offset: counter }),
  fc.record({ type: type('visibility'), visible: fc.boolean() }),
  fc.record({ type: type('control'), take: fc.boolean() }),
  fc.record({ type: type('colors'), colors }),
)

const role = fc.constantFrom('controller' as const, 'observer' as const)
const text = fc.string({ unit: 'grapheme', maxLength: 40 })

const mark = fc.record({
  place: fc.constantFrom(...COMMAND_PLACES),
  exit: fc.option(fc.integer({ min: -(2 ** 31), max: 2 ** 31 - 1 })),
  at: counter,
})

const viewer = fc.record({
  id: counter,
  role,
  visible: fc.boolean(),
  since: counter,
  caller: fc.oneof(
    fc.record({ kind: type('local') }),
    fc.record({ kind: type('remote'), userId: fc.option(text), organizationId: text }),
  ),
  you: fc.boolean(),
})

const recording = fc.oneof(
  fc.record({ state: type('off') }),
  fc.record({ state: type('on'), since: counter }),
  fc.record({ state: type('ended'), end: fc.constantFrom(...RecordingEnd.options), message: text }),
)

const serverFrame: fc.Arbitrary<ServerFrame> = fc.oneof(
  fc.record({ type: type('attached'), role, ...position }),
  fc.record({ type: type('output'), offset: counter, bytes }),
  fc.record({ type: type('snapshot'), first: fc.boolean(), last: fc.boolean(), bytes, ...position }),
  fc.record({ type: type('size'), ...size }),
  fc.record({ type: type('title'), title: text }),
  fc.record({ type: type('name'), name: text.filter((name) => name.length <= MAX_NAME_LENGTH) }),
  fc.record({ type: type('directory'), directory: text }),
  fc.record({ type: type('mark'), mark }),
  fc.record({ type: type('role'), role, mayControl: fc.boolean() }),
  fc.record({ type: type('viewers'), viewers: fc.array(viewer, { maxLength: 3 }) }),
  fc.record({ type: type('recording'), recording }),
  fc.record({
    type: type('exit'),
    code: fc.integer({ min: -(2 ** 31), max: 2 ** 31 - 1 }),
    signal: fc.option(fc.integer({ min: 1, max: 64 })),
  }),
  fc.record({
    type: type('error'),
    failure: fc.record({ code: fc.constantFrom('forbidden' as const, 'too-large' as const), message: fc.string() }),
  }),
)

function outcomeOf(decode: (message: Uint8Array) => Decoded<ViewerFrame | ServerFrame>, message: Uint8Array) {
  const result = decode(message)
  return result.outcome === 'frame' ? 'frame' : result.code
}

describe('frames of a terminal', () => {
  it('decodes every viewer frame to what was encoded', () => {
    fc.assert(
      fc.property(viewerFrame, (frame) => {
        expect(decodeViewerFrame(encodeViewerFrame(frame))).toEqual({ outcome: 'frame', frame })
      }),
    )
  })

  it('decodes every server frame to what was encoded', () => {
    fc.assert(
      fc.property(serverFrame, (frame) => {
        expect(decodeServerFrame(encodeServerFrame(frame))).toEqual({ outcome: 'frame', frame })
      }),
    )
  })

  it('reads a frame that lies inside a larger buffer', () => {
    const message = encodeServerFrame({ type: 'output', offset: 2 ** 40 + 7, bytes: new Uint8Array([1, 2, 255]) })
    const buffer = new Uint8Array(message.byteLength + 6).fill(9)
    buffer.set(message, 3)
    const inside = buffer.subarray(3, 3 + message.byteLength)
    expect(decodeServerFrame(inside)).toEqual(decodeServerFrame(message))
  })

  it('[T11] answers any bytes with a frame or a refusal, never with an exception', () => {
    const anything = fc.oneof(
      fc.uint8Array({ maxLength: 64 }),
      fc
        .tuple(fc.constantFrom(...VIEWER_KINDS, ...SERVER_KINDS), fc.uint8Array({ maxLength: 32 }))
        .map(([kind, body]) => Uint8Array.from([kind, ...body])),
    )
    fc.assert(
      fc.property(anything, (message) => {
        for (const result of [decodeViewerFrame(message), decodeServerFrame(message)]) {
          expect(['frame', 'refused']).toContain(result.outcome)
        }
      }),
      { numRuns: 5_000 },
    )
  })

  it('[T11] refuses every frame that was cut short or made longer', () => {
    const fixed = viewerFrame.filter((frame) => frame.type !== 'input')
    fc.assert(
      fc.property(fixed, fc.nat(), (frame, at) => {
        const whole = encodeViewerFrame(frame)
        expect(decodeViewerFrame(whole.subarray(0, at % whole.byteLength)).outcome).toBe('refused')
        expect(decodeViewerFrame(Uint8Array.from([...whole, 0])).outcome).toBe('refused')
      }),
    )
  })

  it.each([
    ['nothing', new Uint8Array(0), 'bad-request'],
    ['an unknown kind', new Uint8Array([0x7f]), 'bad-request'],
    ['more than 1 MiB', new Uint8Array(MAX_FRAME_BYTES + 1).fill(2), 'too-large'],
    ['a size of no columns', new Uint8Array([3, 0, 0, 0, 24]), 'bad-request'],
    ['a size that would exhaust memory', new Uint8Array([3, 255, 255, 255, 255]), 'bad-request'],
    ['an offset that is no safe integer', new Uint8Array([4, 255, 255, 255, 255, 255, 255, 255, 255]), 'bad-request'],
    ['another protocol version', new Uint8Array([1, 99, 0, 80, 0, 24, 1]), 'conflict'],
    ['1 MiB of input', new Uint8Array(MAX_FRAME_BYTES).fill(2), 'frame'],
  ])('[T11] answers %s with its own code', (_name, message, outcome) => {
    expect(outcomeOf(decodeViewerFrame, message)).toBe(outcome)
  })
})
