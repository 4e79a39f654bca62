// Holds the colours to WCAG 2.2 AA: 4.5:1 for text, 3:1 for the edge of a control and for the mark of focus.
import { describe, expect, it } from 'vitest'

/** Vitest empties the style sheets that it imports, so this one is read from the disk; the renderer has no types of Node. */
declare const process: {
  getBuiltinModule(name: 'node:fs'): { readFileSync(path: URL, encoding: 'utf8'): string }
}
const tokens = process.getBuiltinModule('node:fs').readFileSync(new URL('tokens.css', import.meta.url), 'utf8')

const GROUNDS = ['canvas', 'sunken', 'surface', 'raised', 'hover', 'selected'] as const
const TEXT_PAIRS: readonly [text: string, ground: string][] = [
  ...GROUNDS.flatMap((ground): [string, string][] => [
    ['ink', ground],
    ['ink-soft', ground],
    ['accent-ink', ground],
    ['danger-ink', ground],
  ]),
  ...GROUNDS.filter((ground) => ground !== 'selected').map((ground): [string, string] => ['ink-faint', ground]),
  ['on-accent', 'accent'],
  ['on-accent', 'accent-strong'],
  ['on-danger', 'danger'],
  ['on-danger', 'danger-strong'],
  ['accent-ink', 'accent-soft'],
  ['ink', 'accent-soft'],
  ['danger-ink', 'danger-soft'],
  ['ink', 'danger-soft'],
  ['accent-ink', 'danger-soft'],
  ['warn-ink', 'warn-soft'],
  ['ok-ink', 'ok-soft'],
  ['surface', 'ink'],
]
const EDGE_PAIRS: readonly [edge: string, ground: string][] = [
  ...['canvas', 'surface', 'raised'].flatMap((ground): [string, string][] => [
    ['line-strong', ground],
    ['focus', ground],
    ['ok', ground],
    ['warn', ground],
    ['danger', ground],
  ]),
  ['focus', 'selected'],
  ...['1', '2', '3', '4', '5', '6', 'rest'].map((series): [string, string] => [`series-${series}`, 'surface']),
]

describe.each(['light', 'dark'] as const)('the %s theme', (theme) => {
  it.each(TEXT_PAIRS)('shows %s on %s at 4.5:1 or more', (text, ground) => {
    expect(contrast(colorOf(text, theme), colorOf(ground, theme))).toBeGreaterThanOrEqual(4.5)
  })
  it.each(EDGE_PAIRS)('shows %s on %s at 3:1 or more', (edge, ground) => {
    expect(contrast(colorOf(edge, theme), colorOf(ground, theme))).toBeGreaterThanOrEqual(3)
  })
})

type Oklch = { lightness: number; chroma: number; hue: number }

function colorOf(token: string, theme: 'light' | 'dark'): Oklch {
  const value = new RegExp(`--color-${token}: light-dark\\(oklch\\(([^)]+)\\), oklch\\(([^)]+)\\)\\)`).exec(tokens)
  const text = value?.[theme === 'light' ? 1 : 2]
  if (text === undefined) throw new Error(`tokens.css has no --color-${token} with a light and a dark form.`)
  const [lightness = 0, chroma = 0, hue = 0] = text.split(' ').map(Number)
  return { lightness, chroma, hue }
}

function contrast(one: Oklch, other: Oklch): number {
  const luminances = [luminanceOf(one), luminanceOf(other)]
  return (Math.max(...luminances) + 0.05) / (Math.min(...luminances) + 0.05)
}

/** OKLCH to the relative luminance of sRGB (Ottosson's matrices); what lies outside of sRGB is clipped, as a screen does. */
function luminanceOf({ lightness, chroma, hue }: Oklch): number {
  const a = chroma * Math.cos((hue * Math.PI) / 180)
  const b = chroma * Math.sin((hue * Math.PI) / 180)
  const l = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3
  const m = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3
  const s = (lightness - 0.0894841775 * a - 1.291485548 * b) ** 3
  const clip = (channel: number) => Math.min(1, Math.max(0, channel))
  const red = clip(4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s)
  const green = clip(-1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s)
  const blue = clip(-0.0041960863 * l - 0.7034186147 * m + 1.707614701 * s)
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue
}
