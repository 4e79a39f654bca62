// The state of xterm.js that its public interface does not show. Read by names that were checked in the pinned version 6.0.0;
// whatever is not where it was expected is taken for the terminal's default.
import type { Terminal } from '@xterm/headless'
import type { Style } from './cell-style.ts'
import { member } from './member.ts'

/** Where a program put the cursor aside (DECSC), and with what pen. */
export type SavedCursor = { x: number; y: number; style: Style | undefined }

/** What each of the two buffers has of its own. */
export type BufferState = {
  /** First and last line of the scroll region, from 0; undefined when it is the whole screen. */
  scrollRegion: { top: number; bottom: number } | undefined
  /** Columns, from 0; undefined when they are every eighth. */
  tabStops: number[] | undefined
  savedCursor: SavedCursor
}

export type HiddenState = {
  normal: BufferState
  alternate: BufferState
  cursorHidden: boolean
  /** As DECSCUSR says it; 0 is the viewer's own. */
  cursorStyle: number
  mouseEncoding: 'DEFAULT' | 'SGR' | 'SGR_PIXELS' | 'URXVT' | 'UTF8'
  /** What the next character will look like. */
  pen: Style | undefined
  /** Whether G0 or G1 is the set of line-drawing characters, and which of them is in use. */
  lineDrawing: { g0: boolean; g1: boolean; shiftedOut: boolean }
}

const TAB_WIDTH = 8
const CURSOR_STYLES = ['block', 'underline', 'bar']
const MOUSE_ENCODINGS = ['SGR', 'SGR_PIXELS', 'URXVT', 'UTF8'] as const

const numberOr = (value: unknown, otherwise: number): number => (typeof value === 'number' ? value : otherwise)

export function readHiddenState(terminal: Terminal): HiddenState {
  const core = member(terminal, '_core')
  const buffers = member(core, '_bufferService', 'buffers')
  const encoding = member(core, 'coreMouseService', 'activeEncoding')
  return {
    normal: bufferState(member(buffers, 'normal'), terminal),
    alternate: bufferState(member(buffers, 'alt'), terminal),
    cursorHidden: member(core, 'coreService', 'isCursorHidden') === true,
    cursorStyle: cursorStyle(member(core, 'coreService', 'decPrivateModes')),
    mouseEncoding: MOUSE_ENCODINGS.find((known) => known === encoding) ?? 'DEFAULT',
    pen: styleOf(member(core, '_inputHandler', '_curAttrData')),
    lineDrawing: {
      g0: isLineDrawing(member(core, '_charsetService', '_charsets', '0')),
      g1: isLineDrawing(member(core, '_charsetService', '_charsets', '1')),
      shiftedOut: member(core, '_charsetService', 'glevel') === 1,
    },
  }
}

function bufferState(buffer: unknown, { cols, rows }: Terminal): BufferState {
  return {
    scrollRegion: scrollRegion(buffer, rows),
    tabStops: unusualTabStops(member(buffer, 'tabs'), cols),
    savedCursor: savedCursor(buffer),
  }
}

function scrollRegion(buffer: unknown, rows: number): BufferState['scrollRegion'] {
  const top = numberOr(member(buffer, 'scrollTop'), 0)
  const bottom = numberOr(member(buffer, 'scrollBottom'), rows - 1)
  return top === 0 && bottom === rows - 1 ? undefined : { top, bottom }
}

/** The buffer keeps the line counted from the oldest of the scrollback as the cursor's line is. */
function savedCursor(buffer: unknown): SavedCursor {
  const x = numberOr(member(buffer, 'savedX'), 0)
  const y = numberOr(member(buffer, 'savedY'), 0) - numberOr(member(buffer, 'ybase'), 0)
  return { x, y: Math.max(0, y), style: styleOf(member(buffer, 'savedCurAttrData')) }
}

/** Where the hyperlink (OSC 8) of a number leads, and the id by which its program joins parts of it; undefined when it is gone. */
export function linkData(terminal: Terminal, number: number): { id: string; uri: string } | undefined {
  const service = member(terminal, '_core', '_oscLinkService')
  const entry = member(service, '_dataByLinkId')
  const data = entry instanceof Map && number !== 0 ? member(entry.get(number), 'data') : undefined
  const uri = member(data, 'uri')
  const id = member(data, 'id')
  return typeof uri === 'string' ? { uri, id: typeof id === 'string' ? id : '' } : undefined
}

const isStyle = (value: unknown): value is Style =>
  ['isBold', 'isUnderline', 'isFgRGB', 'getFgColor', 'getBgColor'].every(
    (name) => typeof member(value, name) === 'function',
  )

const styleOf = (value: unknown): Style | undefined => (isStyle(value) ? value : undefined)

function cursorStyle(modes: unknown): number {
  const shape = CURSOR_STYLES.indexOf(String(member(modes, 'cursorStyle')))
  return shape === -1 ? 0 : shape * 2 + (member(modes, 'cursorBlink') === true ? 1 : 2)
}

function unusualTabStops(tabs: unknown, cols: number): number[] | undefined {
  if (typeof tabs !== 'object' || tabs === null) return undefined
  const stops = Object.entries(tabs)
    .filter(([, set]) => set === true)
    .map(([column]) => Number(column))
    .filter((column) => column < cols)
  const usual = stops.length === Math.ceil(cols / TAB_WIDTH) && stops.every((column) => column % TAB_WIDTH === 0)
  return usual ? undefined : stops
}

/** In the line-drawing set a `q` is a horizontal line. */
const isLineDrawing = (charset: unknown): boolean => member(charset, 'q') === '\u2500'
