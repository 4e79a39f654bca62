// A whole terminal as bytes that make any terminal of the same size equal to it, whatever that one was before.
import type { IBuffer, Terminal } from '@xterm/headless'
import { PLAIN, sgrOf } from './cell-style.ts'
import type { SnapshotScope } from './screen-messages.ts'
import { serializeRows } from './serialize-buffer.ts'
import { type BufferState, type HiddenState, readHiddenState, type SavedCursor } from './terminal-core.ts'

/** Ends whatever sequence the viewer was in the midst of, then resets it. */
const RESET = '\x18\x1bc'
/** Synchronized output: the viewer draws the result, not its making. */
const HOLD_DRAWING = '\x1b[?2026h'
const DRAW = '\x1b[?2026l'

const MOUSE_TRACKING = { none: '', x10: '\x1b[?9h', vt200: '\x1b[?1000h', drag: '\x1b[?1002h', any: '\x1b[?1003h' }
const MOUSE_ENCODING = {
  DEFAULT: '',
  SGR: '\x1b[?1006h',
  SGR_PIXELS: '\x1b[?1016h',
  URXVT: '\x1b[?1015h',
  UTF8: '\x1b[?1005h',
}

export function serializeScreen(terminal: Terminal, scope: SnapshotScope): string {
  const hidden = readHiddenState(terminal)
  const { normal, alternate, active } = terminal.buffer
  const first = scope === 'full' ? 0 : normal.length - terminal.rows
  const isAlternate = active.type === 'alternate'
  return [
    RESET,
    HOLD_DRAWING,
    bufferAgain(terminal, normal, hidden.normal, first),
    // Mode 47 changes the screen and nothing else: what the program saved before it did so stays as it was.
    isAlternate ? `${place(normal)}\x1b[?47h${bufferAgain(terminal, alternate, hidden.alternate, 0)}` : '',
    terminal.modes.originMode ? '\x1b[?6h' : '',
    cursor(active, terminal, isAlternate ? hidden.alternate : hidden.normal),
    hidden.pen ? sgrOf(hidden.pen) : PLAIN,
    charsets(hidden),
    modes(terminal, hidden),
    DRAW,
  ].join('')
}

/** One buffer with what it has of its own; the cursor is anywhere then. */
function bufferAgain(terminal: Terminal, buffer: IBuffer, state: BufferState, first: number): string {
  const { scrollRegion, savedCursor } = state
  return [
    tabStops(state),
    '\x1b[H',
    serializeRows(buffer, terminal.cols, { from: first, until: buffer.length }),
    save(savedCursor, terminal),
    scrollRegion ? `\x1b[${scrollRegion.top + 1};${scrollRegion.bottom + 1}r` : '',
  ].join('')
}

function save({ x, y, style }: SavedCursor, { cols, rows }: Terminal): string {
  const pen = style ? sgrOf(style) : PLAIN
  if (x === 0 && y === 0 && pen === PLAIN) return ''
  return `\x1b[${Math.min(y, rows - 1) + 1};${Math.min(x, cols - 1) + 1}H${pen}\x1b7${PLAIN}`
}

const place = ({ cursorX, cursorY }: IBuffer): string => `\x1b[${cursorY + 1};${cursorX + 1}H`

/** Behind the last column the cursor waits to wrap: only printing there again brings it so. */
function cursor(buffer: IBuffer, { cols, modes }: Terminal, { scrollRegion }: BufferState): string {
  const { cursorX, cursorY, baseY } = buffer
  const row = cursorY - (modes.originMode ? (scrollRegion?.top ?? 0) : 0) + 1
  if (cursorX < cols) return `\x1b[${row};${cursorX + 1}H`
  const line = buffer.getLine(baseY + cursorY)
  const isWide = line?.getCell(cols - 1)?.getWidth() === 0
  const last = line?.getCell(isWide ? cols - 2 : cols - 1)
  const print = last && last.getChars() !== '' ? `${sgrOf(last)}${last.getChars()}` : ''
  return `\x1b[${row};${isWide ? cols - 1 : cols}H${print}`
}

function tabStops({ tabStops }: BufferState): string {
  if (!tabStops) return ''
  return `\x1b[3g${tabStops.map((column) => `\x1b[${column + 1}G\x1bH`).join('')}\r`
}

function charsets({ lineDrawing: { g0, g1, shiftedOut } }: HiddenState): string {
  return `${g0 ? '\x1b(0' : ''}${g1 ? '\x1b)0' : ''}${shiftedOut ? '\x0e' : ''}`
}

/** Last, since some of them change what printing does. A reset has made the others what they are by default. */
function modes({ modes }: Terminal, hidden: HiddenState): string {
  return [
    modes.applicationCursorKeysMode ? '\x1b[?1h' : '',
    modes.applicationKeypadMode ? '\x1b[?66h' : '',
    modes.bracketedPasteMode ? '\x1b[?2004h' : '',
    modes.sendFocusMode ? '\x1b[?1004h' : '',
    modes.reverseWraparoundMode ? '\x1b[?45h' : '',
    modes.wraparoundMode ? '' : '\x1b[?7l',
    modes.insertMode ? '\x1b[4h' : '',
    MOUSE_TRACKING[modes.mouseTrackingMode],
    MOUSE_ENCODING[hidden.mouseEncoding],
    hidden.cursorStyle === 0 ? '' : `\x1b[${hidden.cursorStyle} q`,
    // A reset leaves the cursor's visibility as it was, so both are said.
    hidden.cursorHidden ? '\x1b[?25l' : '\x1b[?25h',
  ].join('')
}
