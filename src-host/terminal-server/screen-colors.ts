// The colours of one screen: those that its viewers draw in, and those that programs have set instead. Whoever asks is told once, here
// (xterm.js answers only where it also draws), and whoever is shown the screen anew draws in what was set.
import type { Terminal } from '@xterm/headless'
import type { TerminalColors } from '#contract/terminal'
import { colorSpec, computedColor, parseColor, type Rgb } from './color-spec.ts'

/** OSC 10, 11 and 12, which are reset by 110, 111 and 112. */
const SPECIAL = { 10: 'foreground', 11: 'background', 12: 'cursor' } as const
type Special = keyof typeof SPECIAL

const isSpecial = (number: number): number is Special => Object.hasOwn(SPECIAL, number)
const isIndex = (index: number): boolean => Number.isInteger(index) && index >= 0 && index < 256

export class ScreenColors {
  /** What viewers draw in. */
  drawn: TerminalColors
  private readonly answer: (text: string) => void
  private readonly palette = new Map<number, Rgb>()
  private readonly special = new Map<Special, Rgb>()
  /** Whoever has looked meanwhile may draw in what was set once and is reset now. */
  private wasSet = false

  constructor(terminal: Terminal, drawn: TerminalColors, answer: (text: string) => void) {
    this.drawn = drawn
    this.answer = answer
    const on = (number: number, obey: (data: string) => void) =>
      terminal.parser.registerOscHandler(number, (data) => {
        obey(data)
        return true
      })
    on(4, (data) => this.onPalette(data.split(';')))
    on(104, (data) => this.resetPalette(data))
    for (const number of Object.keys(SPECIAL).map(Number).filter(isSpecial)) {
      on(number, (data) => this.onSpecial(number, data.split(';')))
      on(100 + number, () => void this.special.delete(number))
    }
  }

  /** What makes any viewer draw in the same colours; empty as long as no program has set one. */
  get again(): string {
    if (!this.wasSet) return ''
    const osc = (number: number, ...data: (string | number)[]) => `\x1b]${[number, ...data].join(';')}\x1b\\`
    return [
      '\x18',
      ...[104, 110, 111, 112].map((number) => osc(number)),
      ...[...this.palette].map(([index, color]) => osc(4, index, colorSpec(color))),
      ...[...this.special].map(([number, color]) => osc(number, colorSpec(color))),
    ].join('')
  }

  /** Pairs of a number and a colour, or a question mark. */
  private onPalette(parts: readonly string[]): void {
    for (let at = 0; at + 1 < parts.length; at += 2) {
      const index = Number(parts[at])
      if (!isIndex(index)) continue
      const spec = parts[at + 1] ?? ''
      if (spec === '?') this.answer(`\x1b]4;${index};${colorSpec(this.paletteColor(index))}\x1b\\`)
      else this.set(this.palette, index, spec)
    }
  }

  /** `OSC 10 ; ? ; ? ST` asks for this colour and the next. */
  private onSpecial(first: number, parts: readonly string[]): void {
    for (const [further, spec] of parts.entries()) {
      const number = first + further
      if (!isSpecial(number)) return
      const color = this.special.get(number) ?? this.drawn[SPECIAL[number]]
      if (spec === '?') this.answer(`\x1b]${number};${colorSpec(color)}\x1b\\`)
      else this.set(this.special, number, spec)
    }
  }

  private set<Key>(colors: Map<Key, Rgb>, key: Key, spec: string): void {
    const color = parseColor(spec)
    if (color === undefined) return
    colors.set(key, color)
    this.wasSet = true
  }

  private resetPalette(data: string): void {
    if (data === '') this.palette.clear()
    else for (const index of data.split(';')) this.palette.delete(Number(index))
  }

  private paletteColor(index: number): Rgb {
    return this.palette.get(index) ?? this.drawn.named[index] ?? computedColor(index)
  }
}
