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
