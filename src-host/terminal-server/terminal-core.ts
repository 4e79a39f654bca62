// The state of xterm.js that its public interface does not show and its serializer loses. Read by names that were checked in
// the pinned version 6.0.0; whatever is not where it was expected is taken for the terminal's default.
import type { Terminal } from '@xterm/headless'

export type HiddenState = {
  cursorHidden: boolean
  /** As DECSCUSR says it; 0 is the viewer's own. */
  cursorStyle: number
  /** First and last line of the scroll region, from 0. */
  scrollRegion: { top: number; bottom: number } | undefined
  /** Columns, from 0; undefined when they are every eighth. */
  tabStops: number[] | undefined
  mouseEncoding: 'DEFAULT' | 'SGR' | 'SGR_PIXELS' | 'URXVT' | 'UTF8'
  savedCursor: { x: number; y: number } | undefined
  /** Whether G0 or G1 is the set of line-drawing characters, and which of them is in use. */
  lineDrawing: { g0: boolean; g1: boolean; shiftedOut: boolean }
}

const TAB_WIDTH = 8
const CURSOR_STYLES = ['block', 'underline', 'bar']
const MOUSE_ENCODINGS = ['SGR', 'SGR_PIXELS', 'URXVT', 'UTF8'] as const

/** The member of an object by path; undefined when any step is missing. */
function member(object: unknown, ...path: string[]): unknown {
  return path.reduce<unknown>(
    (value, name) => (typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined),
    object,
  )
}

const numberOr = (value: unknown, otherwise: number): number => (typeof value === 'number' ? value : otherwise)

export function readHiddenState(terminal: Terminal): HiddenState {
  const core = member(terminal, '_core')
  const buffer = member(core, 'buffer')
  const top = numberOr(member(buffer, 'scrollTop'), 0)
  const bottom = numberOr(member(buffer, 'scrollBottom'), terminal.rows - 1)
  const whole = top === 0 && bottom === terminal.rows - 1
  const saved = { x: numberOr(member(buffer, 'savedX'), 0), y: numberOr(member(buffer, 'savedY'), 0) }
  const encoding = member(core, 'coreMouseService', 'activeEncoding')
  return {
    cursorHidden: member(core, 'coreService', 'isCursorHidden') === true,
    cursorStyle: cursorStyle(member(core, 'coreService', 'decPrivateModes')),
    scrollRegion: whole ? undefined : { top, bottom },
    tabStops: unusualTabStops(member(buffer, 'tabs'), terminal.cols),
    mouseEncoding: MOUSE_ENCODINGS.find((known) => known === encoding) ?? 'DEFAULT',
    savedCursor: saved.x === 0 && saved.y === 0 ? undefined : saved,
    lineDrawing: {
      g0: isLineDrawing(member(core, '_charsetService', '_charsets', '0')),
      g1: isLineDrawing(member(core, '_charsetService', '_charsets', '1')),
      shiftedOut: member(core, '_charsetService', 'glevel') === 1,
    },
  }
}

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
