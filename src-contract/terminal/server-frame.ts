// What the terminal server says to a viewer, as one binary message each. Carried verbatim by the host and the relay.
import { FailureBody } from '../failure/index.ts'
import { MAX_TITLE_BYTES, TERMINAL_PROTOCOL_VERSION } from './bounds.ts'
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
  | { type: 'title'; title: string }
  /** The shell has ended and every byte of it was sent before. `signal` is null when it ended by itself. */
  | { type: 'exit'; code: number; signal: number | null }
  /** Something was refused or has failed. The attachment goes on unless the connection closes. */
  | { type: 'error'; failure: FailureBody }

const ATTACHED = 0x81
const OUTPUT = 0x82
const SNAPSHOT = 0x83
const SIZE = 0x84
const TITLE = 0x85
const EXIT = 0x86
const ERROR = 0x87

/** Bytes before the body: kind, version, role, epoch, offset, size | kind, offset | kind, flags, epoch, offset, size. */
const ATTACHED_BYTES = 23
const OUTPUT_HEADER_BYTES = 9
const SNAPSHOT_HEADER_BYTES = 22
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
    case 'title':
      return textFrame(TITLE, frame.title)
    case 'exit': {
      const { bytes, view } = allocate(EXIT, 5)
      view.setInt32(1, frame.code)
      view.setUint8(5, frame.signal ?? 0)
      return bytes
    }
    case 'error':
      return textFrame(ERROR, JSON.stringify(frame.failure))
    default:
      return frame satisfies never
  }
}

function writePosition(view: DataView, at: number, { epoch, offset, cols, rows }: StreamPosition & TerminalSize): void {
  writeCounter(view, at, epoch)
  writeCounter(view, at + 8, offset)
  writeSize(view, at + 16, { cols, rows })
}

function textFrame(kind: number, text: string): Uint8Array<ArrayBuffer> {
  const body = new TextEncoder().encode(text)
  const { bytes } = allocate(kind, body.byteLength)
  bytes.set(body, 1)
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
    case TITLE:
      if (message.byteLength > 1 + MAX_TITLE_BYTES) return malformed('A title frame is too long.')
      return decoded({ type: 'title', title: new TextDecoder().decode(message.subarray(1)) })
    case EXIT: {
      if (message.byteLength !== 6) return malformed('An exit frame has the wrong length.')
      const view = viewOf(message)
      return decoded({ type: 'exit', code: view.getInt32(1), signal: view.getUint8(5) || null })
    }
    case ERROR: {
      const failure = FailureBody.safeParse(parseJson(new TextDecoder().decode(message.subarray(1))))
      return failure.success
        ? decoded({ type: 'error', failure: failure.data })
        : malformed('An error frame is unclear.')
    }
    default:
      return malformed(`No server frame has the kind ${message[0]}.`)
  }
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

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
