// What the terminal server says to a viewer, as one binary message each. Carried verbatim by the host and the relay.
import { TERMINAL_PROTOCOL_VERSION } from './bounds.ts'
import {
  allocate,
  type Decoded,
  decoded,
  malformed,
  readCounter,
  readSize,
  refuseBySize,
  viewOf,
  writeCounter,
  writeSize,
} from './bytes.ts'
import { COMMAND_PLACES, type CommandMark } from './command-mark.ts'
import { decodeTold, ERROR, encodeTold, type ToldFrame } from './told-frame.ts'
import type { StreamPosition, TerminalRole, TerminalSize } from './viewer.ts'

export type ServerFrame =
  /**
   * The answer to `open`. Equal to what the viewer resumed from: its screen stays and the missed bytes follow.
   * Anything else: a snapshot follows, which replaces the screen.
   */
  | ({ type: 'attached'; role: TerminalRole } & StreamPosition & TerminalSize)
  /** `offset` is that of the first byte. */
  | { type: 'output'; offset: number; bytes: Uint8Array }
  /**
   * The screen as it was after `offset`, as bytes for a terminal of this size. One snapshot may take several frames:
   * `first` clears the viewer's screen before it is written, `last` completes it. Output goes on at `offset`.
   */
  | ({ type: 'snapshot'; first: boolean; last: boolean; bytes: Uint8Array } & StreamPosition & TerminalSize)
  /** From here on the output is for this size. */
  | ({ type: 'size' } & TerminalSize)
  /** At this place of the stream, or of a snapshot between its frames: it holds for where the cursor is when all before it was parsed. */
  | { type: 'mark'; mark: CommandMark }
  /** What this viewer is from now on, and whether it may take control. Follows `attached`, and each change. */
  | { type: 'role'; role: TerminalRole; mayControl: boolean }
  /** The shell has ended and every byte of it was sent before. `signal` is null when it ended by itself. */
  | { type: 'exit'; code: number; signal: number | null }
  | ToldFrame

const ATTACHED = 0x81
const OUTPUT = 0x82
const SNAPSHOT = 0x83
const SIZE = 0x84
const EXIT = 0x86
const MARK = 0x89
const ROLE = 0x8a

/** Bytes before the body: kind, version, role, epoch, offset, size | kind, offset | kind, flags, epoch, offset, size | kind, place, flags, exit, time. */
const ATTACHED_BYTES = 23
const OUTPUT_HEADER_BYTES = 9
const SNAPSHOT_HEADER_BYTES = 22
const MARK_BYTES = 15
const FLAG_HAS_EXIT = 0b01
const FLAG_CONTROLLER = 0b01
const FLAG_MAY_CONTROL = 0b10
const FLAG_FIRST = 0b01
const FLAG_LAST = 0b10

export function encodeServerFrame(frame: ServerFrame): Uint8Array<ArrayBuffer> {
  switch (frame.type) {
    case 'attached': {
      const { bytes, view } = allocate(ATTACHED, ATTACHED_BYTES - 1)
      view.setUint8(1, TERMINAL_PROTOCOL_VERSION)
      view.setUint8(2, frame.role === 'controller' ? 1 : 0)
      writePosition(view, 3, frame)
      return bytes
    }
    case 'output': {
      const { bytes, view } = allocate(OUTPUT, OUTPUT_HEADER_BYTES - 1 + frame.bytes.byteLength)
      writeCounter(view, 1, frame.offset)
      bytes.set(frame.bytes, OUTPUT_HEADER_BYTES)
      return bytes
    }
    case 'snapshot': {
      const { bytes, view } = allocate(SNAPSHOT, SNAPSHOT_HEADER_BYTES - 1 + frame.bytes.byteLength)
      view.setUint8(1, (frame.first ? FLAG_FIRST : 0) | (frame.last ? FLAG_LAST : 0))
      writePosition(view, 2, frame)
      bytes.set(frame.bytes, SNAPSHOT_HEADER_BYTES)
      return bytes
    }
    case 'size': {
      const { bytes, view } = allocate(SIZE, 4)
      writeSize(view, 1, frame)
      return bytes
    }
    case 'mark':
      return encodeMark(frame.mark)
    case 'role':
      return Uint8Array.of(
        ROLE,
        (frame.role === 'controller' ? FLAG_CONTROLLER : 0) | (frame.mayControl ? FLAG_MAY_CONTROL : 0),
      )
    case 'exit': {
      const { bytes, view } = allocate(EXIT, 5)
      view.setInt32(1, frame.code)
      view.setUint8(5, frame.signal ?? 0)
      return bytes
    }
    default:
      return encodeTold(frame)
  }
}

function writePosition(view: DataView, at: number, { epoch, offset, cols, rows }: StreamPosition & TerminalSize): void {
  writeCounter(view, at, epoch)
  writeCounter(view, at + 8, offset)
  writeSize(view, at + 16, { cols, rows })
}

function encodeMark({ place, exit, at }: CommandMark): Uint8Array<ArrayBuffer> {
  const { bytes, view } = allocate(MARK, MARK_BYTES - 1)
  view.setUint8(1, COMMAND_PLACES.indexOf(place))
  view.setUint8(2, exit === null ? 0 : FLAG_HAS_EXIT)
  view.setInt32(3, exit ?? 0)
  writeCounter(view, 7, at)
  return bytes
}

/** Whether a frame is worth decoding by a carrier that otherwise passes frames on as they are. */
export const isErrorFrame = (message: Uint8Array): boolean => message[0] === ERROR

/** Bytes of `output` and `snapshot` are a view into the message, not a copy. */
export function decodeServerFrame(message: Uint8Array): Decoded<ServerFrame> {
  const refusal = refuseBySize(message)
  if (refusal) return refusal
  switch (message[0]) {
    case ATTACHED:
      return decodeAttached(message)
    case OUTPUT: {
      const offset = message.byteLength >= OUTPUT_HEADER_BYTES ? readCounter(viewOf(message), 1) : undefined
      if (offset === undefined) return malformed('An output frame has no offset.')
      return decoded({ type: 'output', offset, bytes: message.subarray(OUTPUT_HEADER_BYTES) })
    }
    case SNAPSHOT:
      return decodeSnapshot(message)
    case SIZE: {
      const size = message.byteLength === 5 ? readSize(viewOf(message), 1) : undefined
      return size ? decoded({ type: 'size', ...size }) : malformed('A size frame names no possible size.')
    }
    case MARK:
      return decodeMark(message)
    case ROLE: {
      const flags = message.byteLength === 2 ? message[1] : undefined
      if (flags === undefined || flags > 0b11) return malformed('A role frame is unclear.')
      const role = (flags & FLAG_CONTROLLER) !== 0 ? 'controller' : 'observer'
      return decoded({ type: 'role', role, mayControl: (flags & FLAG_MAY_CONTROL) !== 0 })
    }
    case EXIT: {
      if (message.byteLength !== 6) return malformed('An exit frame has the wrong length.')
      const view = viewOf(message)
      return decoded({ type: 'exit', code: view.getInt32(1), signal: view.getUint8(5) || null })
    }
    default:
      return decodeTold(message) ?? malformed(`No server frame has the kind ${message[0]}.`)
  }
}

function decodeMark(message: Uint8Array): Decoded<ServerFrame> {
  const view = viewOf(message)
  const place = message.byteLength === MARK_BYTES ? COMMAND_PLACES[view.getUint8(1)] : undefined
  const flags = message[2] ?? 0
  const at = place && readCounter(view, 7)
  if (place === undefined || at === undefined || flags > FLAG_HAS_EXIT) return malformed('A mark frame is unclear.')
  return decoded({ type: 'mark', mark: { place, exit: flags === FLAG_HAS_EXIT ? view.getInt32(3) : null, at } })
}

function decodeAttached(message: Uint8Array): Decoded<ServerFrame> {
  if (message[1] !== undefined && message[1] !== TERMINAL_PROTOCOL_VERSION) {
    const reason = `The terminal server speaks version ${message[1]} of the terminal protocol, this side ${TERMINAL_PROTOCOL_VERSION}.`
    return { outcome: 'refused', code: 'conflict', reason }
  }
  const position = message.byteLength === ATTACHED_BYTES ? readPosition(viewOf(message), 3) : undefined
  const role = message[2]
  if (!position || (role !== 0 && role !== 1)) return malformed('An attached frame is unclear.')
  return decoded({ type: 'attached', role: role === 1 ? 'controller' : 'observer', ...position })
}

function decodeSnapshot(message: Uint8Array): Decoded<ServerFrame> {
  const position = message.byteLength >= SNAPSHOT_HEADER_BYTES ? readPosition(viewOf(message), 2) : undefined
  const flags = message[1]
  if (!position || flags === undefined || flags > 0b11) return malformed('A snapshot frame is unclear.')
  const bytes = message.subarray(SNAPSHOT_HEADER_BYTES)
  return decoded({
    type: 'snapshot',
    first: (flags & FLAG_FIRST) !== 0,
    last: (flags & FLAG_LAST) !== 0,
    ...position,
    bytes,
  })
}

function readPosition(view: DataView, at: number): (StreamPosition & TerminalSize) | undefined {
  const epoch = readCounter(view, at)
  const offset = readCounter(view, at + 8)
  const size = readSize(view, at + 16)
  return epoch === undefined || offset === undefined || !size ? undefined : { epoch, offset, ...size }
}
