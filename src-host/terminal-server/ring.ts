// The last bytes that a shell wrote, each with its offset, and where in them the terminal changed its size.
import { RING_BYTES, type TerminalSize } from '#contract/terminal'

type SizeMark = TerminalSize & { offset: number }

/** What comes next in the stream: bytes, a new size, or nothing yet. */
export type Piece =
  | { kind: 'bytes'; bytes: Uint8Array }
  | { kind: 'size'; size: TerminalSize; index: number }
  | { kind: 'end' }

export class Ring {
  /** Offset of the oldest byte that is kept, and of the next byte to come. */
  start = 0
  end = 0
  private chunks: Uint8Array[] = []
  private marks: SizeMark[] = []
  /** How many marks were ever forgotten: a mark keeps its index for life. */
  private forgotten = 0
  /** The size before the first mark that is kept. */
  private firstSize: TerminalSize

  constructor(size: TerminalSize) {
    this.firstSize = size
  }

  append(bytes: Uint8Array): void {
    this.chunks.push(bytes)
    this.end += bytes.byteLength
    this.trim()
  }

  /** From the present end on the output is for this size. */
  mark(size: TerminalSize): void {
    this.marks.push({ ...size, offset: this.end })
  }

  /** The size for which the byte at `offset` was written. */
  sizeAt(offset: number): TerminalSize {
    const { cols, rows } = this.marks.findLast((mark) => mark.offset <= offset) ?? this.firstSize
    return { cols, rows }
  }

  /** Index of the first mark at `offset` or behind it: a size said twice is harmless, one never said is not. */
  markFrom(offset: number): number {
    const at = this.marks.findIndex((mark) => mark.offset >= offset)
    return this.forgotten + (at === -1 ? this.marks.length : at)
  }

  /** Whether every byte from `offset` on is kept. */
  holds(offset: number): boolean {
    return offset >= this.start && offset <= this.end
  }

  /** What follows `offset` for a viewer that has seen the marks before `markIndex`; at most `limit` bytes, never across a mark. */
  read(offset: number, markIndex: number, limit: number): Piece {
    const mark = this.marks[markIndex - this.forgotten]
    if (mark && mark.offset <= offset) return { kind: 'size', size: mark, index: markIndex + 1 }
    const until = Math.min(offset + limit, mark?.offset ?? this.end, this.end)
    return until <= offset ? { kind: 'end' } : { kind: 'bytes', bytes: this.slice(offset, until) }
  }

  private slice(from: number, until: number): Uint8Array {
    let at = this.end
    let first = this.chunks.length
    while (first > 0 && at > from) {
      first -= 1
      at -= this.chunks[first]?.byteLength ?? 0
    }
    const parts: Uint8Array[] = []
    for (let index = first; at < until && index < this.chunks.length; index += 1) {
      const chunk = this.chunks[index] ?? new Uint8Array()
      parts.push(chunk.subarray(Math.max(0, from - at), Math.min(chunk.byteLength, until - at)))
      at += chunk.byteLength
    }
    return parts.length === 1 && parts[0] ? parts[0] : Buffer.concat(parts)
  }

  private trim(): void {
    let drop = 0
    while (drop < this.chunks.length && this.end - this.start - (this.chunks[drop]?.byteLength ?? 0) >= RING_BYTES) {
      this.start += this.chunks[drop]?.byteLength ?? 0
      drop += 1
    }
    if (drop === 0) return
    this.chunks.splice(0, drop)
    const gone = this.marks.findIndex((mark) => mark.offset >= this.start)
    const forgotten = this.marks.splice(0, gone === -1 ? this.marks.length : gone)
    this.firstSize = forgotten.at(-1) ?? this.firstSize
    this.forgotten += forgotten.length
  }
}
