import fc from 'fast-check'
import { expect, it } from 'vitest'
import { CommandScanner } from './command-scanner.ts'

const NOW = 5

/** A piece of a stream, and whether a mark stands behind it. */
const piece = fc.constantFrom(
  ...[
    { text: 'plain text', place: undefined },
    { text: '\x1b[31mred\x1b[0m', place: undefined },
    { text: '\x1b]0;133;A\x07', place: undefined },
    { text: ']133;A\x07', place: undefined },
    { text: '\x1b]133;A', place: undefined },
    { text: '\x1b]133;A\x18', place: undefined },
    { text: '\x1b]1337;File=x\x07', place: undefined },
    { text: '\x1b]633;P;Cwd=/tmp\x07', place: undefined },
    { text: '\x1b]133;A\x07', place: 'prompt' },
    { text: '\x1b]133;B\x1b\\', place: 'input' },
    { text: '\x1b]633;C\x07', place: 'output' },
    { text: '\x1b]133;D;1\x07', place: 'finished' },
  ],
)

it('[T16] finds every mark at its place, however the bytes were cut', () => {
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 20 }), fc.array(fc.nat(), { maxLength: 10 }), (pieces, cuts) => {
      // What begins and does not end is abandoned by the escape of the next piece, so each is followed by one.
      const bytes = Buffer.from(pieces.map(({ text }) => `${text}\x1b[m`).join(''))
      const places = [...cuts.map((cut) => cut % (bytes.length + 1)), bytes.length].sort((a, b) => a - b)
      const scanner = new CommandScanner()
      const found: { at: number; place: string }[] = []
      let from = 0
      for (const until of places) {
        for (const { at, mark } of scanner.push(bytes.subarray(from, until), NOW))
          found.push({ at: from + at, place: mark.place })
        from = until
      }
      expect(found).toEqual(expected(pieces))
    }),
    { numRuns: 500 },
  )
})

function expected(pieces: { text: string; place: string | undefined }[]) {
  let at = 0
  return pieces.flatMap(({ text, place }) => {
    const end = at + text.length
    at = end + '\x1b[m'.length
    return place === undefined ? [] : [{ at: end, place }]
  })
}

it('[T16] keeps nothing of a sequence that never ends', () => {
  const scanner = new CommandScanner()
  expect(scanner.push(Buffer.from('\x1b]133;A;'), NOW)).toEqual([])
  for (let sent = 0; sent < 100; sent += 1) expect(scanner.push(Buffer.alloc(65_536, 'x'), NOW)).toEqual([])
  expect(scanner.push(Buffer.from('\x07'), NOW)).toEqual([])
  expect(scanner.push(Buffer.from('\x1b]133;D;2\x07'), NOW)).toEqual([
    { at: 10, mark: { place: 'finished', exit: 2, at: NOW } },
  ])
})
