export {
  MAX_COLS,
  MAX_DIRECTORY_BYTES,
  MAX_FRAME_BYTES,
  MAX_NAME_LENGTH,
  MAX_OUTPUT_BYTES,
  MAX_ROWS,
  MAX_TERMINALS,
  MAX_TITLE_BYTES,
  MAX_VIEWERS_PER_TERMINAL,
  MIN_COLS,
  MIN_ROWS,
  RING_BYTES,
  SCROLLBACK_LINES,
  TERMINAL_PROTOCOL_VERSION,
} from './bounds.ts'
export type { Decoded } from './bytes.ts'
export { NAMED_COLORS, type TerminalColors } from './colors.ts'
export { COMMAND_PLACES, type CommandMark, type CommandPlace, commandMarkOf } from './command-mark.ts'
export { COLOR_OSCS, CSI_QUERIES, DCS_QUERIES, isColorQuery } from './queries.ts'
export {
  MAX_RECORDING_BYTES,
  MAX_RECORDINGS,
  Recording,
  RecordingEnd,
  RecordingId,
  RecordingState,
} from './recording.ts'
export { decodeServerFrame, encodeServerFrame, isErrorFrame, type ServerFrame } from './server-frame.ts'
export { TerminalName } from './terminal-name.ts'
export { type StreamPosition, TerminalCaller, TerminalRole, type TerminalSize, TerminalViewer } from './viewer.ts'
export { decodeViewerFrame, encodeViewerFrame, MAX_INPUT_BYTES, type ViewerFrame } from './viewer-frame.ts'
