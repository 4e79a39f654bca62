import fc from 'fast-check'
import { expect, it } from 'vitest'
import { SequenceBoundary } from './sequence-boundary.ts'

/** Pieces that are whole each: text, characters of every length, sequences of every kind. */
const whole = fc.constantFrom(
  ...['plain', 'é', '港', '👩', '\r\n', '\x1b[1;31m', '\x1b[?2004h', '\x1b7', '\x1b(0', '\x1b#8'],
  ...[
    '\x1b]0;a title\x07',
    '\x1b]8;;https://example.org\x1b\\',
    '\x1bP$qm\x1b\\',
    '\x1b_apc é\x1b\\',
    '\x1b[12\x18',
    '\x1b]0;é\x1a',
  ],
)

it('knows the last place at which no character and no sequence was cut, however the bytes were cut', () => {
  fc.assert(
    fc.property(
      fc.array(whole, { minLength: 1, maxLength: 20 }),
      fc.array(fc.nat(), { maxLength: 8 }),
      (pieces, cuts) => {
        const bytes = Buffer.from(pieces.join(''))
        const boundary = new SequenceBoundary(1_000)
        const places = [...cuts.map((cut) => cut % (bytes.length + 1)), bytes.length].sort((a, b) => a - b)
        let from = 0
        for (const place of places) {
          boundary.push(bytes.subarray(from, place))
          from = place
          expect(boundary.safe - 1_000).toBe(lastSafe(pieces, place))
        }
      },
    ),
  )
})

/** By the pieces themselves: inside text every whole character is a safe place, inside a sequence only its beginning. */
function lastSafe(pieces: string[], place: number): number {
  let at = 0
  for (const piece of pieces) {
    const length = Buffer.byteLength(piece)
    if (at + length > place) {
      if (piece === 'plain' || piece === '\r\n') return place
      return at
    }
    at += length
  }
  return at
}
