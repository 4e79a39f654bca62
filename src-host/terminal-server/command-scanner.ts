// Finds in a stream of bytes where a shell marks its prompts and commands (OSC 133, OSC 633). It looks beside the stream and
// changes nothing of it; what it costs is a search for `]133;` and `]633;`, which no flood of text slows.
import { type CommandMark, commandMarkOf } from '#contract/terminal'

/** `at` is the index in the bytes last pushed behind which the mark stands. */
export type FoundMark = { at: number; mark: CommandMark }

const ESC = 0x1b
const BEL = 0x07
const CANCEL = 0x18
const SUBSTITUTE = 0x1a

/** `ESC ] 133 ;` and `ESC ] 633 ;`, which begin alike. */
const OPENINGS = ['\x1b]133;', '\x1b]633;'].map((text) => Buffer.from(text, 'latin1'))
const OPENING_BYTES = 6
const COMMON_OPENING = Buffer.from('\x1b]', 'latin1')
const NOTHING: FoundMark[] = []
/** Bytes of one sequence, its end included; a longer one marks nothing that we know of. */
const MAX_SEQUENCE_BYTES = 1_024

export class CommandScanner {
  /** The beginning of a sequence whose end has not come. */
  private begun = Buffer.alloc(0)

  push(bytes: Uint8Array, now: number): FoundMark[] {
    const before = this.begun.byteLength
    // Of most that is printed, and of every echo, this is all that is looked at.
    if (before === 0 && bytes.indexOf(ESC) === -1) return NOTHING
    const all = before === 0 ? asBuffer(bytes) : Buffer.concat([this.begun, bytes])
    const found: FoundMark[] = []
    let from = 0
    for (let start = opening(all, from); start !== -1; start = opening(all, from)) {
      const end = endOf(all, start + OPENING_BYTES)
      if (end === undefined) {
        this.begun = keep(all.subarray(start))
        return found
      }
      const mark = commandMarkOf(all.toString('utf8', start + OPENING_BYTES, end.data), now)
      if (mark && end.ends) found.push({ at: Math.max(0, end.next - before), mark })
      from = end.next
    }
    this.begun = keep(all.subarray(partialOpening(all, from)))
    return found
  }
}

const asBuffer = (bytes: Uint8Array): Buffer =>
  Buffer.isBuffer(bytes) ? bytes : Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)

/** A copy, since a part of a buffer would keep all of it. */
const keep = (rest: Buffer): Buffer<ArrayBuffer> =>
  rest.byteLength > MAX_SEQUENCE_BYTES ? Buffer.alloc(0) : Buffer.from(rest)

function opening(bytes: Buffer, from: number): number {
  for (let at = bytes.indexOf(COMMON_OPENING, from); at !== -1; at = bytes.indexOf(COMMON_OPENING, at + 1)) {
    const end = at + OPENING_BYTES
    if (end > bytes.byteLength) return -1
    if (OPENINGS.some((text) => text.compare(bytes, at, end) === 0)) return at
  }
  return -1
}

/** Where an opening begins whose rest has not come; the length when none does. */
function partialOpening(bytes: Buffer, from: number): number {
  const earliest = Math.max(from, bytes.byteLength - OPENING_BYTES + 1)
  const at = bytes.lastIndexOf(ESC)
  if (at < earliest) return bytes.byteLength
  const rest = bytes.subarray(at)
  return OPENINGS.some((text) => text.subarray(0, rest.byteLength).equals(rest)) ? at : bytes.byteLength
}

type End = { data: number; next: number; ends: boolean }

/** BEL or ST ends a sequence; CAN, SUB and any other escape abandon it. Undefined when neither has come. */
function endOf(bytes: Buffer, from: number): End | undefined {
  for (let at = from; at < bytes.byteLength; at += 1) {
    const byte = bytes[at]
    if (byte === BEL) return { data: at, next: at + 1, ends: true }
    if (byte === CANCEL || byte === SUBSTITUTE) return { data: at, next: at + 1, ends: false }
    if (byte !== ESC) continue
    if (at + 1 === bytes.byteLength) return undefined
    return bytes[at + 1] === 0x5c ? { data: at, next: at + 2, ends: true } : { data: at, next: at, ends: false }
  }
  return undefined
}
