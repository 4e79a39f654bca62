// What a viewer has of a terminal's bytes, so that a reconnect asks for exactly the rest (T2).
import type { ServerFrame, StreamPosition } from '#contract/terminal'

/** `position` is the end of what was handed to the screen. Null: the screen holds nothing that could be continued. */
export type Stream = { readonly position: StreamPosition | null }

export const NOTHING_SEEN: Stream = { position: null }

export type Step =
  /** The screen goes on as it is. */
  | { do: 'continue' }
  /** Write these bytes. `end` is the offset to acknowledge once they are parsed, if any. */
  | { do: 'write'; bytes: Uint8Array; end: number | null }
  /** Bytes between are missing: connect again and resume. */
  | { do: 'reconnect' }

export type ScreenFrame = Extract<ServerFrame, { type: 'attached' | 'output' | 'snapshot' }>

export function follow(stream: Stream, frame: ScreenFrame): [Stream, Step] {
  switch (frame.type) {
    case 'attached':
      return isAt(stream, frame) ? [stream, { do: 'continue' }] : [NOTHING_SEEN, { do: 'continue' }]
    case 'snapshot':
      return followSnapshot(frame)
    case 'output':
      return followOutput(stream, frame)
    default:
      return frame satisfies never
  }
}

/** A snapshot begins with a reset of its own. Until its last slice has come the screen cannot be resumed from. */
function followSnapshot(frame: Extract<ServerFrame, { type: 'snapshot' }>): [Stream, Step] {
  const { epoch, offset, last, bytes } = frame
  const stream: Stream = last ? { position: { epoch, offset } } : NOTHING_SEEN
  return [stream, { do: 'write', bytes, end: last ? offset : null }]
}

function followOutput(stream: Stream, frame: Extract<ServerFrame, { type: 'output' }>): [Stream, Step] {
  const { position } = stream
  if (position === null || frame.offset > position.offset) return [stream, { do: 'reconnect' }]
  const bytes = frame.bytes.subarray(position.offset - frame.offset)
  const end = position.offset + bytes.byteLength
  if (bytes.byteLength === 0) return [stream, { do: 'continue' }]
  return [{ position: { ...position, offset: end } }, { do: 'write', bytes, end }]
}

function isAt({ position }: Stream, frame: StreamPosition): boolean {
  return position !== null && position.epoch === frame.epoch && position.offset === frame.offset
}
