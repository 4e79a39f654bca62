// The colours of terminals. Each palette is whole: ground, ink, cursor, selection and the sixteen that programs name.
import type { ITheme } from '@xterm/xterm'
import type { TerminalColors } from '#contract/terminal'

export type Palette = {
  readonly name: string
  readonly ground: 'light' | 'dark'
  /** What xterm.js holds each letter to, whatever a program asks for: 4.5 is WCAG's AA, 7 its AAA. */
  readonly contrast: number
  readonly colors: ITheme & { readonly background: string; readonly foreground: string }
}

/** The order in which programs number the first eight, and then their bright forms. */
const NAMES = ['black', 'red', 'green', 'yellow', 'blue', 'magenta', 'cyan', 'white'] as const
const brightOf = <Name extends string>(name: Name) =>
  `bright${name.charAt(0).toUpperCase()}${name.slice(1)}` as `bright${Capitalize<Name>}`

type Grounds = { background: string; foreground: string; cursor: string; selection: string }

function colorsOf({ background, foreground, cursor, selection }: Grounds, plain: string, bright: string) {
  const named = (colors: string, nameOf: (name: string) => string) =>
    Object.fromEntries(colors.split(' ').map((color, index) => [nameOf(NAMES[index] ?? ''), `#${color}`]))
  return {
    background,
    foreground,
    cursor,
    cursorAccent: background,
    selectionBackground: selection,
    scrollbarSliderBackground: '#778d9566',
    scrollbarSliderHoverBackground: '#778d95aa',
    scrollbarSliderActiveBackground: '#778d95',
    ...named(plain, (name) => name),
    ...named(bright, brightOf),
  }
}

/** The first four are the window's own surface and ink, and colours that hold the contrast on it. */
export const PALETTES = {
  light: {
    name: 'Mooring light',
    ground: 'light',
    contrast: 4.5,
    colors: colorsOf(
      { background: '#fcfefe', foreground: '#0d202d', cursor: '#00647e', selection: '#a3dde6' },
      '132633 ac3031 007840 865900 1666aa 854494 00737e 5f6f76',
      '526771 94151d 00632d 714500 005193 702f7e 005e6a 3c505a',
    ),
  },
  dark: {
    name: 'Mooring dark',
    ground: 'dark',
    contrast: 4.5,
    colors: colorsOf(
      { background: '#0d1b23', foreground: '#e7eff2', cursor: '#4eccd5', selection: '#00576a' },
      '27353e fc8179 64c288 d0a250 6bb0f6 d08edf 57bcc7 c9d3d6',
      '849aa5 ffa39a 8adda8 eac078 8fcdff eaaef8 81d8e2 f1f6f8',
    ),
  },
  'contrast-light': {
    name: 'High contrast light',
    ground: 'light',
    contrast: 7,
    colors: colorsOf(
      { background: '#ffffff', foreground: '#000000', cursor: '#000000', selection: '#8fd3ff' },
      '000000 8a0000 005000 5a3c00 00329a 6a006a 00505a 333333',
      '404040 7a0000 004400 4c3200 00287c 5a005a 00424a 1a1a1a',
    ),
  },
  'contrast-dark': {
    name: 'High contrast dark',
    ground: 'dark',
    contrast: 7,
    colors: colorsOf(
      { background: '#000000', foreground: '#ffffff', cursor: '#ffffff', selection: '#005a8c' },
      '000000 ff9a92 7df0a4 ffd866 9ccbff f0b3ff 7deaf5 f0f0f0',
      'c0c0c0 ffb8b3 a6f7c1 ffe599 bfdeff f6cfff a8f2fa ffffff',
    ),
  },
  'solarized-light': {
    name: 'Solarized light',
    ground: 'light',
    contrast: 4.5,
    colors: colorsOf(
      { background: '#fdf6e3', foreground: '#586e75', cursor: '#586e75', selection: '#d9d2bf' },
      '073642 dc322f 859900 b58900 268bd2 d33682 2aa198 eee8d5',
      '002b36 cb4b16 586e75 657b83 839496 6c71c4 93a1a1 fdf6e3',
    ),
  },
  'solarized-dark': {
    name: 'Solarized dark',
    ground: 'dark',
    contrast: 4.5,
    colors: colorsOf(
      { background: '#002b36', foreground: '#93a1a1', cursor: '#93a1a1', selection: '#0f4a58' },
      '073642 dc322f 859900 b58900 268bd2 d33682 2aa198 eee8d5',
      '586e75 cb4b16 586e75 657b83 839496 6c71c4 93a1a1 fdf6e3',
    ),
  },
  gruvbox: {
    name: 'Gruvbox dark',
    ground: 'dark',
    contrast: 4.5,
    colors: colorsOf(
      { background: '#282828', foreground: '#ebdbb2', cursor: '#ebdbb2', selection: '#504945' },
      '282828 cc241d 98971a d79921 458588 b16286 689d6a a89984',
      '928374 fb4934 b8bb26 fabd2f 83a598 d3869b 8ec07c ebdbb2',
    ),
  },
} as const satisfies Record<string, Palette>

export type PaletteName = keyof typeof PALETTES
export const PALETTE_NAMES: readonly PaletteName[] = Object.keys(PALETTES).filter(isPaletteName)

export function isPaletteName(name: string): name is PaletteName {
  return Object.hasOwn(PALETTES, name)
}

/** As the terminal server is told of them, for programs that ask. */
export function rgbColorsOf({ colors }: Palette): TerminalColors {
  const rgb = (color = colors.foreground): number => Number.parseInt(color.slice(1, 7), 16)
  return {
    foreground: rgb(colors.foreground),
    background: rgb(colors.background),
    cursor: rgb(colors.cursor),
    named: [...NAMES.map((name) => colors[name]), ...NAMES.map((name) => colors[brightOf(name)])].map(rgb),
  }
}
