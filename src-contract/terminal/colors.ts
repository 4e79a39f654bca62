// The colours that a viewer draws a terminal in, as it tells the terminal server: programs ask for them to choose their own by.

/** Each is 24 bits, `0xRRGGBB`. */
export type TerminalColors = {
  readonly foreground: number
  readonly background: number
  readonly cursor: number
  /** The sixteen that programs number: eight, and their bright forms. */
  readonly named: readonly number[]
}

export const NAMED_COLORS = 16

/** Three bytes each: foreground, background, cursor, and the named ones. */
export const COLORS_BYTES = 3 * (3 + NAMED_COLORS)

export function writeColors(view: DataView, at: number, colors: TerminalColors): void {
  const { foreground, background, cursor, named } = colors
  const all = [foreground, background, cursor, ...named]
  for (const [index, color] of all.entries()) {
    view.setUint16(at + 3 * index, color >> 8)
    view.setUint8(at + 3 * index + 2, color & 0xff)
  }
}

export function readColors(view: DataView, at: number): TerminalColors {
  const colorAt = (index: number): number => (view.getUint16(at + 3 * index) << 8) | view.getUint8(at + 3 * index + 2)
  const named = Array.from({ length: NAMED_COLORS }, (_, index) => colorAt(3 + index))
  return { foreground: colorAt(0), background: colorAt(1), cursor: colorAt(2), named }
}
