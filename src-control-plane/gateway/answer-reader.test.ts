// The reader on the side: whatever the pieces in which an answer comes, it says the same of it.
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createAnswerReader } from './answer-reader.ts'
import { createEventFeed } from './event-feed.ts'

const EVENTS = new Headers({ 'content-type': 'text/event-stream' })

/** Two and four bytes long in places. */
const MODEL = 'modèle-🐧'

const count = fc.nat(1_000_000)
const words = fc.string({ unit: 'grapheme', maxLength: 40 })
const end = fc.constantFrom('\n', '\r\n', '\r')

const wire = {
  anthropic: fc.tuple(count, count, count, fc.array(words)).map(([input, cacheRead, output, texts]) => [
    {
      type: 'message_start',
      message: {
        model: MODEL,
        usage: { input_tokens: input, cache_read_input_tokens: cacheRead, output_tokens: 1 },
      },
    },
    ...texts.map((text) => ({ type: 'content_block_delta', delta: { type: 'text_delta', text } })),
    { type: 'message_delta', delta: { stop_reason: 'end_turn' }, usage: { output_tokens: output } },
  ]),
  chat: fc
    .tuple(count, count, fc.array(words))
    .map(([prompt, completion, texts]) => [
      ...texts.map((content) => ({ model: MODEL, choices: [{ delta: { content } }], usage: null })),
      { model: MODEL, choices: [], usage: { prompt_tokens: prompt, completion_tokens: completion } },
    ]),
  responses: fc.tuple(count, count, fc.array(words)).map(([input, output, texts]) => [
    { type: 'response.created', response: { model: MODEL, usage: null } },
    ...texts.map((delta) => ({ type: 'response.output_text.delta', delta })),
    {
      type: 'response.completed',
      response: { model: MODEL, usage: { input_tokens: input, output_tokens: output } },
    },
  ]),
}

/** What may stand between two events. */
const noise = fc.constantFrom('', ': keep-alive', 'retry: 5', 'id: 3', 'nonsense', 'event: ping')

/** A stream of these events, with one kind of line end and noise between them. */
function streamOf(events: fc.Arbitrary<object[]>): fc.Arbitrary<Buffer> {
  return fc.tuple(events, end, fc.array(noise, { minLength: 1 })).map(([all, eol, noises]) => {
    const lines = all.flatMap((event, n) => [noises[n % noises.length] ?? '', `data: ${JSON.stringify(event)}`, '', ''])
    return Buffer.from(lines.join(eol))
  })
}

/** Any way to cut bytes, in the middle of a character or of a line end too. */
function splits(bytes: Buffer, cuts: readonly number[]): Buffer[] {
  const places = [...new Set(cuts.map((cut) => cut % (bytes.length + 1)))].sort((a, b) => a - b)
  return [0, ...places].map((from, n) => bytes.subarray(from, places[n] ?? bytes.length))
}

function read(pieces: readonly Uint8Array[]) {
  const reader = createAnswerReader(EVENTS)
  for (const piece of pieces) reader.see(piece)
  return { reported: reader.reported(), between: reader.betweenEvents() }
}

describe.each(Object.entries(wire))('a stream of %s', (_name, events) => {
  it('[G9] says the same however it is split', () => {
    fc.assert(
      fc.property(streamOf(events), fc.array(fc.nat(), { maxLength: 30 }), (bytes, cuts) => {
        const whole = read([bytes])
        expect(whole.reported.model).toBe(MODEL)
        expect(Object.keys(whole.reported.counts)).not.toHaveLength(0)
        expect(read(splits(bytes, cuts))).toEqual(whole)
        expect(read([...bytes].map((byte) => Uint8Array.of(byte)))).toEqual(whole)
      }),
      { numRuns: 60 },
    )
  })
})

describe('an event that is too large', () => {
  const MAX = 100
  const event = fc.record({ size: fc.nat(400), lines: fc.nat(3) })
  const textOf = ({ size, lines }: { size: number; lines: number }, n: number, eol: string) =>
    [`data: ${n}`, ...Array.from({ length: lines }, () => `data: ${'x'.repeat(size)}`), '', ''].join(eol)

  it('is passed over, and those that are not are all read, in order, however they are split', () => {
    fc.assert(
      fc.property(
        fc.array(event, { minLength: 1, maxLength: 8 }),
        end,
        fc.integer({ min: 1, max: 20 }),
        (all, eol, step) => {
          const text = all.map((one, n) => textOf(one, n, eol)).join('')
          const seen: number[] = []
          const feed = createEventFeed(MAX, (data) => seen.push(Number.parseInt(data, 10)))
          for (let from = 0; from < text.length; from += step) feed(text.slice(from, from + step))
          const small = all.flatMap((one, n) => (textOf(one, n, eol).length <= MAX ? [n] : []))
          expect(seen).toEqual(seen.toSorted((a, b) => a - b))
          // At the very end a lone CR may still become CRLF.
          for (const n of small) if (n < all.length - 1) expect(seen).toContain(n)
          for (const n of seen)
            expect(textOf(all[n] ?? { size: 0, lines: 0 }, n, '\n').length).toBeLessThanOrEqual(2 * MAX)
        },
      ),
    )
  })
})
