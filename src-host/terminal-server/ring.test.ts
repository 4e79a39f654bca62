import fc from 'fast-check'
import { expect, it } from 'vitest'
import { RING_BYTES } from '#contract/terminal'
import { Ring } from './ring.ts'

const size = { cols: 80, rows: 24 }

/** Reads everything from a place on, in pieces of at most `limit`. */
function readAll(ring: Ring, from: number, limit: number) {
  const bytes: Uint8Array[] = []
  const sizes: { cols: number; at: number }[] = []
  const commands: { exit: number; at: number }[] = []
  let offset = from
  let mark = ring.markFrom(from)
  for (;;) {
    const piece = ring.read(offset, mark, limit)
    if (piece.kind === 'end') return { bytes: Buffer.concat(bytes), sizes, commands }
    if (piece.kind === 'size') {
      sizes.push({ cols: piece.size.cols, at: offset })
      mark = piece.next
    } else if (piece.kind === 'mark') {
      commands.push({ exit: piece.mark.exit ?? 0, at: offset })
      mark = piece.next
    } else {
      expect(piece.bytes.byteLength).toBeLessThanOrEqual(limit)
      bytes.push(piece.bytes)
      offset += piece.bytes.byteLength
    }
  }
}

it('[T2] [T16] gives from any offset exactly the bytes behind it, and each size and each mark at its place', () => {
  const step = fc.oneof(
    fc.uint8Array({ minLength: 1, maxLength: 50 }),
    fc.integer({ min: 2, max: 500 }).map((cols) => ({ cols })),
    fc.nat({ max: 255 }).map((exit) => ({ exit })),
  )
  fc.assert(
    fc.property(fc.array(step, { maxLength: 40 }), fc.nat(), fc.integer({ min: 1, max: 64 }), (steps, at, limit) => {
      const ring = new Ring(size)
      const written: number[] = []
      const sizes: { cols: number; at: number }[] = []
      const commands: { exit: number; at: number }[] = []
      for (const one of steps) {
        if (one instanceof Uint8Array) {
          ring.append(one)
          written.push(...one)
        } else if ('exit' in one) {
          ring.mark({ place: 'finished', exit: one.exit, at: 0 })
          commands.push({ exit: one.exit, at: written.length })
        } else {
          ring.resize({ cols: one.cols, rows: 24 })
          sizes.push({ cols: one.cols, at: written.length })
        }
      }
      const from = at % (written.length + 1)
      const read = readAll(ring, from, limit)
      expect([...read.bytes]).toEqual(written.slice(from))
      expect(read.sizes.at(-1)).toEqual(sizes.findLast((mark) => mark.at >= from))
      for (const size of read.sizes) expect(sizes).toContainEqual(size)
      expect(read.commands).toEqual(commands.filter((mark) => mark.at >= from))
      expect(ring.sizeAt(from).cols).toBe(sizes.findLast((mark) => mark.at <= from)?.cols ?? 80)
    }),
  )
})

it('keeps at least the last 4 MiB, hardly more, and knows what it has forgotten', () => {
  const ring = new Ring(size)
  const chunk = 65_536
  for (let written = 0; written < 3 * RING_BYTES; written += chunk) {
    ring.append(new Uint8Array(chunk).fill(written / chunk))
    ring.resize({ cols: 100 + written / chunk, rows: 24 })
  }
  const kept = ring.end - ring.start
  expect(kept).toBeGreaterThanOrEqual(RING_BYTES)
  expect(kept).toBeLessThan(RING_BYTES + chunk)
  expect(ring.holds(ring.start - 1)).toBe(false)
  expect(ring.holds(ring.end + 1)).toBe(false)
  expect(readAll(ring, ring.start, 1_000).bytes.byteLength).toBe(kept)
  expect(ring.sizeAt(ring.start).cols).toBe(100 + ring.start / chunk - 1)
})

it('forgets sizes that nothing was printed for, and keeps no more marks than its bound', () => {
  const ring = new Ring(size)
  const first = ring.markFrom(0)
  for (let cols = 2; cols < 1_000; cols += 1) ring.resize({ cols, rows: 24 })
  expect(ring.read(0, first, 1)).toMatchObject({ kind: 'size', size: { cols: 999 } })
  const after = readAll(ring, 0, 100)
  expect(after.sizes).toEqual([{ cols: 999, at: 0 }])
  for (let exit = 0; exit < 10_000; exit += 1) ring.mark({ place: 'finished', exit, at: 0 })
  expect(readAll(ring, 0, 100).commands).toHaveLength(4_096)
})

it('keeps up to 16 MiB while a viewer waits for them, and no longer', () => {
  const ring = new Ring(size)
  const chunk = 65_536
  const write = (bytes: number, neededFrom?: number) => {
    for (let written = 0; written < bytes; written += chunk) ring.append(new Uint8Array(chunk), neededFrom)
  }
  write(10 * 1_048_576, 100_000)
  expect(ring.start).toBeLessThanOrEqual(100_000)
  write(10 * 1_048_576, 100_000)
  expect(ring.end - ring.start).toBeLessThanOrEqual(16_777_216 + chunk)
  write(chunk)
  expect(ring.end - ring.start).toBeLessThan(RING_BYTES + chunk)
})
