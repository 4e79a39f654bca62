// What xterm.js is told of a person's preferences.
import type { ITerminalOptions } from '@xterm/xterm'
import { PALETTES, type Palette } from './palettes.ts'
import type { Preferences } from './preferences.ts'

/** What the system and the window are like now. */
export type Surroundings = { shown: 'light' | 'dark'; moreContrast: boolean; lessMotion: boolean }

const OWN_FONT = '"Geist Mono Variable"'
const FALLBACKS = 'ui-monospace, Menlo, Consolas, "DejaVu Sans Mono", monospace'

export function paletteOf({ palette }: Pick<Preferences, 'palette'>, { shown, moreContrast }: Surroundings): Palette {
  if (palette !== 'window') return PALETTES[palette]
  return PALETTES[moreContrast ? (`contrast-${shown}` as const) : shown]
}

export function fontOf({ fontFamily }: Pick<Preferences, 'fontFamily'>): string {
  const chosen = fontFamily.replaceAll(/["\\;]/g, '').trim()
  return [...(chosen ? [`"${chosen}"`] : []), OWN_FONT, FALLBACKS].join(', ')
}

export type Look = Required<
  Pick<
    ITerminalOptions,
    'cursorBlink' | 'cursorStyle' | 'fontFamily' | 'fontSize' | 'minimumContrastRatio' | 'scrollback' | 'theme'
  >
>

export function lookOf(preferences: Preferences, surroundings: Surroundings): Look {
  const { colors, contrast } = paletteOf(preferences, surroundings)
  return {
    cursorBlink: preferences.blink && !surroundings.lessMotion,
    cursorStyle: preferences.cursor,
    fontFamily: fontOf(preferences),
    fontSize: preferences.fontPx,
    minimumContrastRatio: contrast,
    scrollback: preferences.scrollback,
    theme: colors,
  }
}
