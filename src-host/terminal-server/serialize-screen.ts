// A whole terminal as bytes that make any terminal of the same size equal to it: what xterm's serializer gives,
// and around it what the serializer loses.
import type { SerializeAddon } from '@xterm/addon-serialize'
import type { Terminal } from '@xterm/headless'
import type { SnapshotScope } from './screen-messages.ts'
import { type HiddenState, readHiddenState } from './terminal-core.ts'

/** Ends whatever sequence the viewer was in the midst of, then resets it: every mode is asserted both ways. */
const RESET = '\x18\x1bc'
/** Synchronized output: the viewer draws the result, not its making. */
const HOLD_DRAWING = '\x1b[?2026h'
const DRAW = '\x1b[?2026l'

const MOUSE_ENCODING_MODES = {
  DEFAULT: '',
  SGR: '\x1b[?1006h',
  SGR_PIXELS: '\x1b[?1016h',
  URXVT: '\x1b[?1015h',
  UTF8: '\x1b[?1005h',
}

export function serializeScreen(terminal: Terminal, serializer: SerializeAddon, scope: SnapshotScope): string {
  const hidden = readHiddenState(terminal)
  const content = serializer.serialize(scope === 'screen' ? { scrollback: 0 } : {})
  return [
    RESET,
    HOLD_DRAWING,
    tabStops(hidden),
    savedCursor(hidden, terminal),
    content,
    charsets(hidden),
    scrollRegion(hidden, terminal),
    MOUSE_ENCODING_MODES[hidden.mouseEncoding],
    hidden.cursorStyle === 0 ? '' : `\x1b[${hidden.cursorStyle} q`,
    // A reset leaves the cursor's visibility as it was, so both are said.
    hidden.cursorHidden ? '\x1b[?25l' : '\x1b[?25h',
    DRAW,
  ].join('')
}

function tabStops({ tabStops }: HiddenState): string {
  if (!tabStops) return ''
  return `\x1b[3g${tabStops.map((column) => `\x1b[${column + 1}G\x1bH`).join('')}\r`
}

/** Before the content, which then moves on from home. The alternate screen has just saved its own on entering. */
function savedCursor({ savedCursor }: HiddenState, terminal: Terminal): string {
  if (!savedCursor || terminal.buffer.active.type === 'alternate') return ''
  return `\x1b[${savedCursor.y + 1};${savedCursor.x + 1}H\x1b7\x1b[H`
}

function charsets({ lineDrawing: { g0, g1, shiftedOut } }: HiddenState): string {
  return `${g0 ? '\x1b(0' : ''}${g1 ? '\x1b)0' : ''}${shiftedOut ? '\x0e' : ''}`
}

/** Setting a region or origin mode sends the cursor home, so it is put back where it was. */
function scrollRegion({ scrollRegion }: HiddenState, terminal: Terminal): string {
  const origin = terminal.modes.originMode
  if (!scrollRegion && !origin) return ''
  const { cursorX, cursorY } = terminal.buffer.active
  const region = scrollRegion ? `\x1b[${scrollRegion.top + 1};${scrollRegion.bottom + 1}r` : ''
  const row = cursorY - (origin ? (scrollRegion?.top ?? 0) : 0)
  return `${region}\x1b[${row + 1};${Math.min(cursorX, terminal.cols - 1) + 1}H`
}
