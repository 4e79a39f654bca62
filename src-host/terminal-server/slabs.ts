// Where a terminal's output is kept: few large pieces of memory. A PTY gives 4 KB at a time, and thousands of buffers of that size,
// kept for as long as the ring and a screen that is behind need them, cost the collector more than the copying does.

/** Bytes of the first, which is all that an idle terminal has, and of the largest; each is twice as large as the one before. */
const FIRST_BYTES = 4_096
const LARGEST_BYTES = 262_144

export class Slabs {
  private slab = new Uint8Array(0)
  private used = 0
  private nextBytes = FIRST_BYTES

  /** A copy that nobody writes to again. Copies made one after the other mostly lie one behind the other: see `joins`. */
  keep(bytes: Uint8Array): Uint8Array {
    if (bytes.byteLength > this.slab.byteLength - this.used) this.begin(bytes.byteLength)
    const from = this.used
    this.slab.set(bytes, from)
    this.used += bytes.byteLength
    return this.slab.subarray(from, this.used)
  }

  private begin(atLeast: number): void {
    this.slab = new Uint8Array(Math.max(atLeast, this.nextBytes))
    this.used = 0
    this.nextBytes = Math.min(LARGEST_BYTES, this.nextBytes * 2)
  }
}

/** Both as one piece, when the second lies right behind the first in the same memory. */
export function joined(first: Uint8Array, second: Uint8Array): Uint8Array | undefined {
  if (first.buffer !== second.buffer || first.byteOffset + first.byteLength !== second.byteOffset) return undefined
  return new Uint8Array(first.buffer, first.byteOffset, first.byteLength + second.byteLength)
}
