// The last bytes that a shell wrote, each with its offset, and what stands between them: new sizes, and places of commands.
import { type CommandMark, RING_BYTES, type TerminalSize } from '#contract/terminal'
import { joined, Slabs } from './slabs.ts'

/** A number for each mark, never used again: a viewer says by it which marks it has seen. */
type Mark = { number: number; offset: number } & ({ size: TerminalSize } | { command: CommandMark })

/** Bytes: what a viewer that keeps up may miss in a fifth of a second on a busy machine, at the speed of a PTY. */
const BURST_BYTES = 16_777_216

/** Bytes that are kept or forgotten together, at least. */
const CHUNK_BYTES = 65_536

/** Places of commands that are kept; a program that prints nothing else is not told after these until some have left the ring. */
const MAX_COMMAND_MARKS = 4_096

/** What comes next in the stream: bytes, something between them, or nothing yet. `next` is the mark to go on with. */
export type Piece =
  | { kind: 'bytes'; bytes: Uint8Array }
  | { kind: 'size'; size: TerminalSize; next: number }
  | { kind: 'mark'; mark: CommandMark; next: number }
  | { kind: 'end' }

export class Ring {
  /** Offset of the oldest byte that is kept, and of the next byte to come. */
  start = 0
  end = 0
  private readonly slabs = new Slabs()
  private chunks: Uint8Array[] = []
  private marks: Mark[] = []
  private commandMarks = 0
  private nextNumber = 0
  /** The size before the first mark that is kept. */
  private firstSize: TerminalSize

  constructor(size: TerminalSize) {
    this.firstSize = size
  }

  /**
   * Older bytes than its own bound are kept while somebody waits for them (from `neededFrom` on), to a bound of their own.
   * Answers the bytes as they are kept.
   */
  append(bytes: Uint8Array, neededFrom = Number.POSITIVE_INFINITY): Uint8Array {
    const kept = this.slabs.keep(bytes)
    const last = this.chunks.at(-1)
    const both = last && last.byteLength < CHUNK_BYTES && joined(last, kept)
    if (both) this.chunks[this.chunks.length - 1] = both
    else this.chunks.push(kept)
    this.end += bytes.byteLength
    const needed = Math.min(BURST_BYTES, this.end - neededFrom)
    this.trim(Math.max(RING_BYTES, needed))
    return kept
  }

  /** From the present end on the output is for this size. Of several sizes at one place only the last matters. */
  resize(size: TerminalSize): void {
    const last = this.marks.at(-1)
    if (last && 'size' in last && last.offset === this.end) this.marks.pop()
    this.push({ size })
  }

  /** At the present end a prompt, a command or its output begins or ends. */
  mark(command: CommandMark): void {
    if (this.commandMarks >= MAX_COMMAND_MARKS) return
    this.commandMarks += 1
    this.push({ command })
  }

  /** The size for which the byte at `offset` was written. */
  sizeAt(offset: number): TerminalSize {
    const mark = this.marks.findLast((one) => 'size' in one && one.offset <= offset)
    return mark && 'size' in mark ? mark.size : this.firstSize
  }

  /** The first mark at `offset` or behind it: a size said twice is harmless, one never said is not. */
  markFrom(offset: number): number {
    return this.marks.find((mark) => mark.offset >= offset)?.number ?? this.nextNumber
  }

  /** Whether every byte from `offset` on is kept. */
  holds(offset: number): boolean {
    return offset >= this.start && offset <= this.end
  }

  /** What follows `offset` for a viewer that has seen the marks before number `next`; at most `limit` bytes, never across a mark. */
  read(offset: number, next: number, limit: number): Piece {
    const mark = this.marks[this.indexOf(next)]
    if (mark && mark.offset <= offset) {
      const after = mark.number + 1
      return 'size' in mark
        ? { kind: 'size', size: mark.size, next: after }
        : { kind: 'mark', mark: mark.command, next: after }
    }
    const until = Math.min(offset + limit, mark?.offset ?? this.end, this.end)
    return until <= offset ? { kind: 'end' } : { kind: 'bytes', bytes: this.slice(offset, until) }
  }

  private push(what: { size: TerminalSize } | { command: CommandMark }): void {
    this.marks.push({ number: this.nextNumber, offset: this.end, ...what })
    this.nextNumber += 1
  }

  /** Of the first mark with this number or a later one; marks are in the order of their numbers. */
  private indexOf(number: number): number {
    let low = 0
    let high = this.marks.length
    while (low < high) {
      const middle = (low + high) >> 1
      if ((this.marks[middle]?.number ?? 0) < number) low = middle + 1
      else high = middle
    }
    return low
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

  private trim(keep: number): void {
    let drop = 0
    while (drop < this.chunks.length && this.end - this.start - (this.chunks[drop]?.byteLength ?? 0) >= keep) {
      this.start += this.chunks[drop]?.byteLength ?? 0
      drop += 1
    }
    if (drop === 0) return
    this.chunks.splice(0, drop)
    const kept = this.marks.findIndex((mark) => mark.offset >= this.start)
    for (const mark of this.marks.splice(0, kept === -1 ? this.marks.length : kept)) {
      if ('size' in mark) this.firstSize = mark.size
      else this.commandMarks -= 1
    }
  }
}
