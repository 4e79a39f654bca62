// The few binary readings that both frame codecs share. Big-endian, as in every network format.
import { MAX_COLS, MAX_FRAME_BYTES, MAX_ROWS, MIN_COLS, MIN_ROWS } from './bounds.ts'
import type { TerminalSize } from './viewer.ts'

/** What comes of decoding: a frame, or why the attachment must be closed. Never an exception. */
export type Decoded<Frame> =
  | { outcome: 'frame'; frame: Frame }
  | { outcome: 'refused'; code: 'bad-request' | 'too-large' | 'conflict'; reason: string }

export type Refused = Extract<Decoded<never>, { outcome: 'refused' }>

export const malformed = (reason: string): Refused => ({ outcome: 'refused', code: 'bad-request', reason })

export const decoded = <Frame>(frame: Frame): Decoded<Frame> => ({ outcome: 'frame', frame })

/** The refusal of a message that cannot be a frame at all, else undefined. */
export function refuseBySize(message: Uint8Array): Refused | undefined {
  if (message.byteLength === 0) return malformed('A frame is empty.')
  if (message.byteLength <= MAX_FRAME_BYTES) return undefined
  return { outcome: 'refused', code: 'too-large', reason: `A frame is larger than ${MAX_FRAME_BYTES} bytes.` }
}

export const viewOf = (message: Uint8Array): DataView =>
  new DataView(message.buffer, message.byteOffset, message.byteLength)

/** A frame of `kind` with `bodyBytes` of room behind it, and the view to fill it by. */
export function allocate(kind: number, bodyBytes: number): { bytes: Uint8Array<ArrayBuffer>; view: DataView } {
  const bytes = new Uint8Array(1 + bodyBytes)
  bytes[0] = kind
  return { bytes, view: new DataView(bytes.buffer) }
}

/** Counters are 64-bit on the wire and safe integers in the program; undefined when one is not safe. */
export function readCounter(view: DataView, at: number): number | undefined {
  const value = view.getUint32(at) * 2 ** 32 + view.getUint32(at + 4)
  return Number.isSafeInteger(value) ? value : undefined
}

export function writeCounter(view: DataView, at: number, value: number): void {
  view.setUint32(at, Math.floor(value / 2 ** 32))
  view.setUint32(at + 4, value % 2 ** 32)
}

/** Undefined when the size is outside the bounds. */
export function readSize(view: DataView, at: number): TerminalSize | undefined {
  const cols = view.getUint16(at)
  const rows = view.getUint16(at + 2)
  return cols >= MIN_COLS && cols <= MAX_COLS && rows >= MIN_ROWS && rows <= MAX_ROWS ? { cols, rows } : undefined
}

export function writeSize(view: DataView, at: number, { cols, rows }: TerminalSize): void {
  view.setUint16(at, cols)
  view.setUint16(at + 2, rows)
}
