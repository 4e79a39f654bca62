// Answers to a program that asks for the terminal's colours. xterm answers these only where it also draws.
import type { Terminal } from '@xterm/headless'

/** The app's dark palette: most viewers are dark, and programs ask only to choose between light and dark text. */
const FOREGROUND = 'rgb:e6e6/e6e6/e6e6'
const BACKGROUND = 'rgb:1010/1212/1616'

const SPECIAL_COLORS = new Map([
  [10, FOREGROUND],
  [11, BACKGROUND],
  [12, FOREGROUND],
])

/** The 16 named colours of xterm.js; the other 240 are computed by one rule everywhere. */
const NAMED = [
  '2e3436',
  'cc0000',
  '4e9a06',
  'c4a000',
  '3465a4',
  '75507b',
  '06989a',
  'd3d7cf',
  '555753',
  'ef2929',
  '8ae234',
  'fce94f',
  '729fcf',
  'ad7fa8',
  '34e2e2',
  'eeeeec',
]
const CUBE_LEVELS = [0, 95, 135, 175, 215, 255]
const hex = (value: number): string => value.toString(16).padStart(2, '0')

export function paletteColor(index: number): string | undefined {
  const rgb = index < 16 ? NAMED[index] : index < 232 ? cube(index - 16) : index < 256 ? gray(index - 232) : undefined
  return rgb && `rgb:${[0, 2, 4].map((at) => rgb.slice(at, at + 2).repeat(2)).join('/')}`
}

const cube = (at: number): string =>
  [Math.floor(at / 36), Math.floor(at / 6) % 6, at % 6].map((level) => hex(CUBE_LEVELS[level] ?? 0)).join('')
const gray = (at: number): string => hex(8 + at * 10).repeat(3)

export function answerColorQueries(terminal: Terminal, answer: (text: string) => void): void {
  for (const [number, color] of SPECIAL_COLORS) {
    terminal.parser.registerOscHandler(number, (data) => {
      // `OSC 10 ; ? ; ? ST` asks for this colour and the next.
      data.split(';').forEach((part, further) => {
        const asked = further === 0 ? color : SPECIAL_COLORS.get(number + further)
        if (part === '?' && asked) answer(`\x1b]${number + further};${asked}\x1b\\`)
      })
      return true
    })
  }
  terminal.parser.registerOscHandler(4, (data) => {
    const parts = data.split(';')
    for (let at = 0; at + 1 < parts.length; at += 2) {
      const color = parts[at + 1] === '?' ? paletteColor(Number(parts[at])) : undefined
      if (color) answer(`\x1b]4;${parts[at]};${color}\x1b\\`)
    }
    return true
  })
}
