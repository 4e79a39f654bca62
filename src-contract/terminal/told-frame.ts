// The server frames that tell something about a terminal beside its bytes: texts, and lists as JSON.
import { z } from 'zod'
import { FailureBody } from '../failure/index.ts'
import { MAX_DIRECTORY_BYTES, MAX_NAME_LENGTH, MAX_TITLE_BYTES, MAX_VIEWERS_PER_TERMINAL } from './bounds.ts'
import { allocate, type Decoded, decoded, malformed } from './bytes.ts'
import { RecordingState } from './recording.ts'
import { TerminalViewer } from './viewer.ts'

export type ToldFrame =
  /** What the program calls itself (OSC 0, 2). */
  | { type: 'title'; title: string }
  /** What a person calls this terminal; empty for none. */
  | { type: 'name'; name: string }
  /** The shell's folder (OSC 7, OSC 633 ; P ; Cwd). */
  | { type: 'directory'; directory: string }
  /** Everybody who looks, whenever somebody comes, goes, hides, or is another's equal no longer. */
  | { type: 'viewers'; viewers: TerminalViewer[] }
  | { type: 'recording'; recording: RecordingState }
  /** Something was refused or has failed. The attachment goes on unless the connection closes. */
  | { type: 'error'; failure: FailureBody }

export const TITLE = 0x85
export const ERROR = 0x87
export const DIRECTORY = 0x88
export const VIEWERS = 0x8b
export const RECORDING = 0x8c
export const NAME = 0x8d

/** Of UTF-8, for each UTF-16 unit of a name. */
const BYTES_PER_UNIT = 3
const Viewers = z.array(TerminalViewer).max(MAX_VIEWERS_PER_TERMINAL)

export function encodeTold(frame: ToldFrame): Uint8Array<ArrayBuffer> {
  switch (frame.type) {
    case 'title':
      return textFrame(TITLE, frame.title)
    case 'name':
      return textFrame(NAME, frame.name)
    case 'directory':
      return textFrame(DIRECTORY, frame.directory)
    case 'viewers':
      return textFrame(VIEWERS, JSON.stringify(frame.viewers))
    case 'recording':
      return textFrame(RECORDING, JSON.stringify(frame.recording))
    case 'error':
      return textFrame(ERROR, JSON.stringify(frame.failure))
    default:
      return frame satisfies never
  }
}

/** Undefined when it is a frame of another kind. */
export function decodeTold(message: Uint8Array): Decoded<ToldFrame> | undefined {
  switch (message[0]) {
    case TITLE:
      return decodeText(message, MAX_TITLE_BYTES, (title) => ({ type: 'title', title }))
    case NAME:
      return decodeText(message, MAX_NAME_LENGTH * BYTES_PER_UNIT, (name) => ({ type: 'name', name }))
    case DIRECTORY:
      return decodeText(message, MAX_DIRECTORY_BYTES, (directory) => ({ type: 'directory', directory }))
    case VIEWERS:
      return decodeJson(message, Viewers, (viewers) => ({ type: 'viewers', viewers }))
    case RECORDING:
      return decodeJson(message, RecordingState, (recording) => ({ type: 'recording', recording }))
    case ERROR:
      return decodeJson(message, FailureBody, (failure) => ({ type: 'error', failure }))
    default:
      return undefined
  }
}

function textFrame(kind: number, text: string): Uint8Array<ArrayBuffer> {
  const body = new TextEncoder().encode(text)
  const { bytes } = allocate(kind, body.byteLength)
  bytes.set(body, 1)
  return bytes
}

const textOf = (message: Uint8Array): string => new TextDecoder().decode(message.subarray(1))

function decodeText(message: Uint8Array, maxBytes: number, frameOf: (text: string) => ToldFrame): Decoded<ToldFrame> {
  if (message.byteLength > 1 + maxBytes) return malformed('A text is longer than its frame may be.')
  return decoded(frameOf(textOf(message)))
}

function decodeJson<T>(
  message: Uint8Array,
  schema: z.ZodType<T>,
  frameOf: (value: T) => ToldFrame,
): Decoded<ToldFrame> {
  const parsed = schema.safeParse(parseJson(textOf(message)))
  return parsed.success ? decoded(frameOf(parsed.data)) : malformed('The JSON of a frame is not of its kind.')
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
