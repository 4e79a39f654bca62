// How a cell looks, as the sequence that makes the next character look so (SGR).
import type { IBufferCell } from '@xterm/headless'
import { member } from './member.ts'

export type Style = Pick<
  IBufferCell,
  | 'isBold'
  | 'isDim'
  | 'isItalic'
  | 'isUnderline'
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
  const codes = ['0', ...flagsOf(style), ...colorOf('fg', style), ...colorOf('bg', style)]
  return `\x1b[${codes.join(';')}m`
}

/** The same in numbers, since comparing a hundred thousand cells by their sequences takes a second. */
export type Look = { fgMode: number; fg: number; bgMode: number; bg: number; flags: number; underline: unknown }

export const PLAIN_LOOK: Look = { fgMode: 0, fg: -1, bgMode: 0, bg: -1, flags: 0, underline: undefined }

export function lookOf(cell: IBufferCell): Look {
  if (cell.isAttributeDefault()) return PLAIN_LOOK
  let flags = 0
  if (cell.isBold()) flags |= 1
  if (cell.isDim()) flags |= 2
  if (cell.isItalic()) flags |= 4
  if (cell.isUnderline()) flags |= 8
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
    underline: flags & 8 ? member(cell, 'extended', 'underlineStyle') : undefined,
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
    [style.isUnderline(), underlineOf(style)],
    [style.isBlink(), '5'],
    [style.isInverse(), '7'],
    [style.isInvisible(), '8'],
    [style.isStrikethrough(), '9'],
    [style.isOverline(), '53'],
  ]
  return flags.filter(([set]) => set).map(([, code]) => code)
}

/** Straight, double, curly, dotted or dashed; xterm keeps it apart from the cell's public flags. */
function underlineOf(style: Style): string {
  const kind = member(style, 'extended', 'underlineStyle')
  return typeof kind === 'number' && kind > 1 && kind <= 5 ? `4:${kind}` : '4'
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
