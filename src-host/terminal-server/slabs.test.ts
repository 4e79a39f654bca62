import fc from 'fast-check'
import { expect, it } from 'vitest'
import { joined, Slabs } from './slabs.ts'

const pieces = fc.array(fc.uint8Array({ minLength: 1, maxLength: 3_000 }), { minLength: 1, maxLength: 40 })

it('keeps copies that nothing changes any more, whatever is kept after them', () => {
  fc.assert(
    fc.property(pieces, (written) => {
      const slabs = new Slabs()
      const kept = written.map((piece) => slabs.keep(piece))
      const expected = written.map((piece) => [...piece])
      for (const piece of written) piece.fill(0)
      expect(kept.map((piece) => [...piece])).toEqual(expected)
    }),
  )
})

it('joins what lies one behind the other, and nothing else', () => {
  const slabs = new Slabs()
  const [one, two] = [slabs.keep(Buffer.from('one ')), slabs.keep(Buffer.from('two'))]
  expect(Buffer.from(joined(one, two) ?? []).toString()).toBe('one two')
  expect(joined(two, one)).toBeUndefined()
  const large = slabs.keep(new Uint8Array(1_000_000))
  expect(joined(two, large)).toBeUndefined()
  expect(large.byteLength).toBe(1_000_000)
})
