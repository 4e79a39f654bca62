// A whole terminal as bytes that make any terminal of the same size equal to it, whatever that one was before.
import type { IBuffer, Terminal } from '@xterm/headless'
import { linkNumberOf, PLAIN, sgrOf, sgrOfPen } from './cell-style.ts'
import type { SnapshotScope } from './screen-messages.ts'
import { type OpenLink, type Part, type PlacedMark, serializeRows } from './serialize-buffer.ts'
import { type BufferState, type HiddenState, linkData, readHiddenState, type SavedCursor } from './terminal-core.ts'

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

/** `marks` are in the order of their places, in the normal buffer. The terminal must stay as it is until the last part was taken. */
export function* serializeScreen(
  terminal: Terminal,
  scope: SnapshotScope,
  marks: readonly PlacedMark[] = [],
): Generator<Part> {
  const hidden = readHiddenState(terminal)
  const openLink = linkOpener(terminal)
  const { normal, alternate, active } = terminal.buffer
  const from = scope === 'full' ? 0 : normal.length - terminal.rows
  const isAlternate = active.type === 'alternate'
  yield RESET + HOLD_DRAWING
  yield* bufferAgain(terminal, normal, hidden.normal, { from, marks, openLink })
  if (isAlternate) {
    // Mode 47 changes the screen and nothing else: what the program saved before it did so stays as it was.
    yield `${place(normal)}\x1b[?47h`
    yield* bufferAgain(terminal, alternate, hidden.alternate, { from: 0, marks: [], openLink })
  }
  yield [
    terminal.modes.originMode ? '\x1b[?6h' : '',
    cursor(active, terminal, isAlternate ? hidden.alternate : hidden.normal),
    hidden.pen ? sgrOfPen(hidden.pen) + openPenLink(hidden, openLink) : PLAIN,
    charsets(hidden),
    modes(terminal, hidden),
    DRAW,
  ].join('')
}

type Printing = { from: number; marks: readonly PlacedMark[]; openLink: OpenLink }

/** One buffer with what it has of its own; the cursor is anywhere then. */
function* bufferAgain(
  terminal: Terminal,
  buffer: IBuffer,
  state: BufferState,
  { from, marks, openLink }: Printing,
): Generator<Part> {
  const { scrollRegion, savedCursor } = state
  yield `${tabStops(state)}\x1b[H`
  yield* serializeRows(buffer, { cols: terminal.cols, rows: { from, until: buffer.length }, marks, openLink })
  yield save(savedCursor, terminal)
  if (scrollRegion) yield `\x1b[${scrollRegion.top + 1};${scrollRegion.bottom + 1}r`
}

/** A link without an id of its own is one from its beginning to its end, so that it needs none to be one again. */
function linkOpener(terminal: Terminal): OpenLink {
  return (number) => {
    const { id, uri } = linkData(terminal, number) ?? { id: '', uri: '' }
    return `\x1b]8;${id === '' ? '' : `id=${id}`};${uri}\x1b\\`
  }
}

const openPenLink = ({ pen }: HiddenState, openLink: OpenLink): string => {
  const link = linkNumberOf(pen)
  return link === 0 ? '' : openLink(link)
}

function save({ x, y, style }: SavedCursor, { cols, rows }: Terminal): string {
  const pen = style ? sgrOfPen(style) : PLAIN
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
