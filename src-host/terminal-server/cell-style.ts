// How a cell looks, as the sequence that makes the next character look so (SGR).
import type { IBufferCell } from '@xterm/headless'
import { member } from './member.ts'

export type Style = Pick<
  IBufferCell,
  | 'isBold'
  | 'isDim'
  | 'isItalic'
  | 'isBlink'
  | 'isInverse'
  | 'isInvisible'
  | 'isStrikethrough'
  | 'isOverline'
  | 'isFgRGB'
  | 'isFgPalette'
  | 'isBgRGB'
  | 'isBgPalette'
  | 'getFgColor'
  | 'getBgColor'
>

export const PLAIN = '\x1b[0m'

/** Complete: it does not depend on what was set before. */
export function sgrOf(style: Style): string {
  const underlineColor = underlineColorOf(extendedOf(style))
  const codes = ['0', ...flagsOf(style), ...colorOf('fg', style), ...colorOf('bg', style), ...underlineColor]
  return `\x1b[${codes.join(';')}m`
}

/** As `sgrOf`; a pen keeps the colour of its underlines also while it underlines nothing. */
export function sgrOfPen(pen: Style): string {
  const kept = extendedOf(pen) === 0 ? underlineColorOf(numberAt(pen, 'extended', '_ext')) : []
  return sgrOf(pen) + kept.map((code) => `\x1b[${code}m`).join('')
}

/** The same in numbers, since comparing a hundred thousand cells by their sequences takes a second. */
export type Look = { fgMode: number; fg: number; bgMode: number; bg: number; flags: number; underline: number }

export const PLAIN_LOOK: Look = { fgMode: 0, fg: -1, bgMode: 0, bg: -1, flags: 0, underline: 0 }

export function lookOf(cell: IBufferCell): Look {
  if (cell.isAttributeDefault()) return PLAIN_LOOK
  let flags = 0
  if (cell.isBold()) flags |= 1
  if (cell.isDim()) flags |= 2
  if (cell.isItalic()) flags |= 4
  if (isUnderlined(cell)) flags |= 8
  if (cell.isBlink()) flags |= 16
  if (cell.isInverse()) flags |= 32
  if (cell.isInvisible()) flags |= 64
  if (cell.isStrikethrough()) flags |= 128
  if (cell.isOverline()) flags |= 256
  return {
    fgMode: cell.getFgColorMode(),
    fg: cell.getFgColor(),
    bgMode: cell.getBgColorMode(),
    bg: cell.getBgColor(),
    flags,
    underline: extendedOf(cell),
  }
}

export const isSameLook = (a: Look, b: Look): boolean =>
  a === b ||
  (a.fgMode === b.fgMode &&
    a.fg === b.fg &&
    a.bgMode === b.bgMode &&
    a.bg === b.bg &&
    a.flags === b.flags &&
    a.underline === b.underline)

export const hasBackground = (style: Style): boolean => Boolean(style.isBgRGB()) || Boolean(style.isBgPalette())

function flagsOf(style: Style): string[] {
  const flags: [number | boolean, string][] = [
    [style.isBold(), '1'],
    [style.isDim(), '2'],
    [style.isItalic(), '3'],
    [isUnderlined(style), underlineOf(style)],
    [style.isBlink(), '5'],
    [style.isInverse(), '7'],
    [style.isInvisible(), '8'],
    [style.isStrikethrough(), '9'],
    [style.isOverline(), '53'],
  ]
  return flags.filter(([set]) => set).map(([, code]) => code)
}

const numberAt = (object: unknown, ...path: string[]): number => {
  const value = member(object, ...path)
  return typeof value === 'number' ? value : 0
}

// What xterm keeps apart from a cell's public flags, as it packs them. A link is drawn underlined, so that the public `isUnderline`
// says so of every link; what the program asked for is in the bits.
const UNDERLINE_BIT = 0x10_00_00_00
const EXTENDED_BIT = 0x10_00_00_00
const STYLE_SHIFT = 26
const STYLE_MASK = 0b111
const COLOR_MODE_MASK = 0x3_00_00_00
const COLOR_MODE_RGB = 0x3_00_00_00

const isUnderlined = (style: unknown): boolean => (numberAt(style, 'fg') & UNDERLINE_BIT) !== 0
/** A cell without the bit may still hold what an earlier one had: xterm uses one object for many. */
const isExtended = (style: unknown): boolean => (numberAt(style, 'bg') & EXTENDED_BIT) !== 0
const extendedOf = (style: unknown): number => (isExtended(style) ? numberAt(style, 'extended', '_ext') : 0)

/** The hyperlink (OSC 8) that a cell or a pen belongs to, by xterm's own number; 0 for none. */
export const linkNumberOf = (style: unknown): number => (isExtended(style) ? numberAt(style, 'extended', '_urlId') : 0)

/** Straight, double, curly, dotted or dashed. */
function underlineOf(style: unknown): string {
  const kind = (extendedOf(style) >> STYLE_SHIFT) & STYLE_MASK
  return kind > 1 && kind <= 5 ? `4:${kind}` : '4'
}

function underlineColorOf(color: number): string[] {
  const mode = color & COLOR_MODE_MASK
  if (mode === 0) return []
  if (mode !== COLOR_MODE_RGB) return [`58:5:${color & 255}`]
  return [`58:2::${(color >>> 16) & 255}:${(color >>> 8) & 255}:${color & 255}`]
}

function colorOf(ground: 'fg' | 'bg', style: Style): string[] {
  const [isRgb, isPalette, color, base] =
    ground === 'fg'
      ? [style.isFgRGB(), style.isFgPalette(), style.getFgColor(), 30]
      : [style.isBgRGB(), style.isBgPalette(), style.getBgColor(), 40]
  if (isRgb) return [`${base + 8}`, '2', `${(color >>> 16) & 255}`, `${(color >>> 8) & 255}`, `${color & 255}`]
  if (!isPalette) return []
  if (color >= 16) return [`${base + 8}`, '5', `${color}`]
  return [`${color < 8 ? base + color : base + 60 + color - 8}`]
}
