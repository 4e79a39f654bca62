// Colours as programs write them in OSC 4 and 10 to 12 (XParseColor's `rgb:` and `#` forms), and as they are answered. Pure.

/** 24 bits, `0xRRGGBB`. */
export type Rgb = number

const CUBE_LEVELS = [0, 95, 135, 175, 215, 255]
const rgb = (red: number, green: number, blue: number): Rgb => (red << 16) | (green << 8) | blue

/** Of the 240 that no palette names: a cube of six levels, and a row of greys. */
export function computedColor(index: number): Rgb {
  if (index >= 232) {
    const gray = 8 + (index - 232) * 10
    return rgb(gray, gray, gray)
  }
  const level = (step: number): number => CUBE_LEVELS[Math.floor((index - 16) / step) % 6] ?? 0
  return rgb(level(36), level(6), level(1))
}

/** Of the forms that xterm.js understands; undefined for any other. */
export function parseColor(text: string): Rgb | undefined {
  const parts = partsOf(text.toLowerCase())
  if (!parts?.every((part) => /^[\da-f]{1,4}$/.test(part) && part.length === parts[0]?.length)) return undefined
  const scale = text.startsWith('#') ? shifted : stretched
  const [red = 0, green = 0, blue = 0] = parts.map(scale)
  return rgb(red, green, blue)
}

function partsOf(text: string): string[] | undefined {
  if (text.startsWith('rgb:')) {
    const parts = text.slice(4).split('/')
    return parts.length === 3 ? parts : undefined
  }
  const digits = text.startsWith('#') ? text.slice(1) : ''
  const each = digits.length / 3
  return Number.isInteger(each) && each > 0
    ? [0, 1, 2].map((at) => digits.slice(at * each, (at + 1) * each))
    : undefined
}

/** `rgb:f` is all of a colour, `#f` its highest digit. */
const stretched = (digits: string): number =>
  Math.round((Number.parseInt(digits, 16) * 255) / (16 ** digits.length - 1))
const shifted = (digits: string): number => Number.parseInt(digits.padEnd(2, '0').slice(0, 2), 16)

/** With 16 bits for each part, as xterm answers. */
export function colorSpec(color: Rgb): string {
  const hex = color.toString(16).padStart(6, '0')
  return `rgb:${[0, 2, 4].map((at) => hex.slice(at, at + 2).repeat(2)).join('/')}`
}
