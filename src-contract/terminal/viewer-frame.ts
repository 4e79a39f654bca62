// What a viewer says to the terminal server, as one binary message each. Carried verbatim by the host and the relay.
import { MAX_FRAME_BYTES, TERMINAL_PROTOCOL_VERSION } from './bounds.ts'
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
import { COLORS_BYTES, readColors, type TerminalColors, writeColors } from './colors.ts'
import type { StreamPosition, TerminalSize } from './viewer.ts'

export type ViewerFrame =
  /** The first frame, once. `resume` is what the viewer's screen already holds. */
  | ({ type: 'open'; visible: boolean; resume?: StreamPosition | undefined } & TerminalSize)
  | { type: 'input'; bytes: Uint8Array }
  | ({ type: 'resize' } & TerminalSize)
  /** Everything before `offset` has been parsed by the viewer's screen (not merely received). */
  | { type: 'ack'; offset: number }
  /** A hidden viewer takes no part in the size. */
  | { type: 'visibility'; visible: boolean }
  /** Takes control, or gives it up and goes on as an observer. Refused to whoever was let in as an observer. */
  | { type: 'control'; take: boolean }
  /** What this viewer draws in. Those of the controller that typed last are what programs are told. */
  | { type: 'colors'; colors: TerminalColors }

const OPEN = 0x01
const INPUT = 0x02
const RESIZE = 0x03
const ACK = 0x04
const VISIBILITY = 0x05
const CONTROL = 0x06
const COLORS = 0x07

/** `open` without and with a position to resume from: kind, version, size, flags, epoch, offset. */
const OPEN_BYTES = 7
const OPEN_RESUME_BYTES = 23
const FLAG_VISIBLE = 0b01
const FLAG_RESUME = 0b10

/** Bytes of input that fit into one frame; a longer paste is several frames. */
export const MAX_INPUT_BYTES = MAX_FRAME_BYTES - 1

export function encodeViewerFrame(frame: ViewerFrame): Uint8Array<ArrayBuffer> {
  switch (frame.type) {
    case 'open':
      return encodeOpen(frame)
    case 'input': {
      const { bytes } = allocate(INPUT, frame.bytes.byteLength)
      bytes.set(frame.bytes, 1)
      return bytes
    }
    case 'resize': {
      const { bytes, view } = allocate(RESIZE, 4)
      writeSize(view, 1, frame)
      return bytes
    }
    case 'ack': {
      const { bytes, view } = allocate(ACK, 8)
      writeCounter(view, 1, frame.offset)
      return bytes
    }
    case 'visibility':
      return Uint8Array.of(VISIBILITY, frame.visible ? 1 : 0)
    case 'control':
      return Uint8Array.of(CONTROL, frame.take ? 1 : 0)
    case 'colors': {
      const { bytes, view } = allocate(COLORS, COLORS_BYTES)
      writeColors(view, 1, frame.colors)
      return bytes
    }
    default:
      return frame satisfies never
  }
}

function encodeOpen(frame: Extract<ViewerFrame, { type: 'open' }>): Uint8Array<ArrayBuffer> {
  const { bytes, view } = allocate(OPEN, (frame.resume ? OPEN_RESUME_BYTES : OPEN_BYTES) - 1)
  view.setUint8(1, TERMINAL_PROTOCOL_VERSION)
  writeSize(view, 2, frame)
  view.setUint8(6, (frame.visible ? FLAG_VISIBLE : 0) | (frame.resume ? FLAG_RESUME : 0))
  if (frame.resume) {
    writeCounter(view, 7, frame.resume.epoch)
    writeCounter(view, 15, frame.resume.offset)
  }
  return bytes
}

/** Bytes of `input` are a view into the message, not a copy. */
export function decodeViewerFrame(message: Uint8Array): Decoded<ViewerFrame> {
  const refusal = refuseBySize(message)
  if (refusal) return refusal
  switch (message[0]) {
    case OPEN:
      return decodeOpen(message)
    case INPUT:
      return decoded({ type: 'input', bytes: message.subarray(1) })
    case RESIZE: {
      const size = message.byteLength === 5 ? readSize(viewOf(message), 1) : undefined
      return size ? decoded({ type: 'resize', ...size }) : malformed('A resize frame names no possible size.')
    }
    case ACK: {
      const offset = message.byteLength === 9 ? readCounter(viewOf(message), 1) : undefined
      return offset === undefined ? malformed('An ack frame has no offset.') : decoded({ type: 'ack', offset })
    }
    case VISIBILITY: {
      const visible = yesOrNo(message)
      if (visible === undefined) return malformed('A visibility frame is neither visible nor hidden.')
      return decoded({ type: 'visibility', visible })
    }
    case CONTROL: {
      const take = yesOrNo(message)
      if (take === undefined) return malformed('A control frame neither takes nor gives up.')
      return decoded({ type: 'control', take })
    }
    case COLORS:
      if (message.byteLength !== 1 + COLORS_BYTES) return malformed('A colors frame has the wrong length.')
      return decoded({ type: 'colors', colors: readColors(viewOf(message), 1) })
    default:
      return malformed(`No viewer frame has the kind ${message[0]}.`)
  }
}

/** The one byte of a frame's body; undefined when it is neither 0 nor 1. */
function yesOrNo(message: Uint8Array): boolean | undefined {
  const value = message.byteLength === 2 ? message[1] : undefined
  return value === 0 || value === 1 ? value === 1 : undefined
}

function decodeOpen(message: Uint8Array): Decoded<ViewerFrame> {
  const view = viewOf(message)
  const version = message[1]
  if (version !== undefined && version !== TERMINAL_PROTOCOL_VERSION) {
    const versions = `${version} and ${TERMINAL_PROTOCOL_VERSION}`
    const reason = `The window and the terminal are of different versions of this app (${versions}). Update the older; on one machine, end its terminals.`
    return { outcome: 'refused', code: 'conflict', reason }
  }
  const flags = message[6] ?? 0
  const resuming = (flags & FLAG_RESUME) !== 0
  if (flags > 0b11 || message.byteLength !== (resuming ? OPEN_RESUME_BYTES : OPEN_BYTES)) {
    return malformed('An open frame has the wrong length.')
  }
  const size = readSize(view, 2)
  if (!size) return malformed('An open frame names no possible size.')
  const visible = (flags & FLAG_VISIBLE) !== 0
  if (!resuming) return decoded({ type: 'open', visible, ...size })
  const epoch = readCounter(view, 7)
  const offset = readCounter(view, 15)
  if (epoch === undefined || offset === undefined) return malformed('An open frame resumes at no possible position.')
  return decoded({ type: 'open', visible, ...size, resume: { epoch, offset } })
}
