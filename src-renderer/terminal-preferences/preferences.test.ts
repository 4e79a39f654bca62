import { describe, expect, it } from 'vitest'
import { fontOf, lookOf, paletteOf, type Surroundings } from './look.ts'
import { isPaletteName, PALETTE_NAMES, PALETTES, rgbColorsOf } from './palettes.ts'
import { DEFAULTS, MAX_FONT_PX, MIN_FONT_PX, parsePreferences, zoomed } from './preferences.ts'

const plain: Surroundings = { shown: 'dark', moreContrast: false, lessMotion: false }

describe('[U8] preferences', () => {
  it('are what they were when they are read again', () => {
    const chosen = {
      ...DEFAULTS,
      palette: 'gruvbox' as const,
      fontPx: 20,
      profiles: [{ id: 'p', name: 'Docs', shell: '', cwd: '/srv' }],
    }
    expect(parsePreferences(JSON.stringify(chosen))).toEqual(chosen)
  })

  it.each([
    ['nothing', null],
    ['no JSON', '{'],
    ['a list', '[]'],
    ['values that cannot be', '{"palette":"toString","fontPx":900,"scrollback":7,"profiles":[{"id":""}],"cursor":1}'],
  ])('are the usual ones after %s', (_what, text) => {
    expect(parsePreferences(text)).toEqual(DEFAULTS)
  })

  it('keep what can be read beside what cannot', () => {
    expect(parsePreferences('{"fontPx":900,"copyOnSelect":true}')).toMatchObject({ fontPx: 13, copyOnSelect: true })
  })

  it('zoom within bounds', () => {
    expect([1, -1, 99, -99].map((by) => zoomed(DEFAULTS, by))).toEqual([14, 12, MAX_FONT_PX, MIN_FONT_PX])
  })
})

describe('[U8] the look', () => {
  it.each([
    ['light', false, 'light'],
    ['dark', false, 'dark'],
    ['light', true, 'contrast-light'],
    ['dark', true, 'contrast-dark'],
  ] as const)('follows the window when it is %s and more contrast is %s', (shown, moreContrast, name) => {
    expect(paletteOf(DEFAULTS, { ...plain, shown, moreContrast })).toBe(PALETTES[name])
    expect(paletteOf({ palette: 'gruvbox' }, { ...plain, shown, moreContrast })).toBe(PALETTES.gruvbox)
  })

  it('does not blink for whoever asks for less motion', () => {
    expect(lookOf(DEFAULTS, plain).cursorBlink).toBe(true)
    expect(lookOf(DEFAULTS, { ...plain, lessMotion: true }).cursorBlink).toBe(false)
  })

  it('takes a font by its name and nothing else along', () => {
    expect(fontOf({ fontFamily: 'Fira Code' })).toMatch(/^"Fira Code", "Geist Mono Variable"/)
    expect(fontOf({ fontFamily: '"; x' })).toMatch(/^"x", /)
    expect(fontOf({ fontFamily: ' ' })).toMatch(/^"Geist Mono Variable"/)
  })
})

describe('[U8] every palette', () => {
  it('is told in numbers, the named colours in their order', () => {
    const { background, named } = rgbColorsOf(PALETTES.light)
    expect(background).toBe(0xfcfefe)
    expect(named).toHaveLength(16)
    expect([named[1], named[9], named[15]]).toEqual([0xac3031, 0x94151d, 0x3c505a])
  })

  it('is found by its own name only', () => {
    expect(PALETTE_NAMES).toHaveLength(7)
    expect(isPaletteName('toString')).toBe(false)
  })

  it.each(PALETTE_NAMES)('%s names all sixteen colours, and holds its contrast for plain text', (name) => {
    const { colors, contrast } = PALETTES[name]
    expect(Object.entries(colors).filter(([, value]) => !/^#[0-9a-f]{6}([0-9a-f]{2})?$/.test(value))).toEqual([])
    expect(Object.keys(colors)).toHaveLength(8 + 16)
    expect(ratio(colors.foreground, colors.background)).toBeGreaterThanOrEqual(contrast)
  })

  it.each(['light', 'dark', 'contrast-light', 'contrast-dark'] as const)(
    '%s holds it for every colour that text is written in',
    (name) => {
      const { colors, contrast } = PALETTES[name]
      const { background, ...rest } = colors
      const written = Object.entries(rest).filter(([key]) => /red|green|yellow|blue|magenta|cyan/i.test(key))
      for (const [key, value] of written) expect(ratio(value, background), key).toBeGreaterThanOrEqual(contrast)
    },
  )
})

function ratio(one: string, other: string): number {
  const [light = 0, dark = 0] = [luminanceOf(one), luminanceOf(other)].toSorted((a, b) => b - a)
  return (light + 0.05) / (dark + 0.05)
}

function luminanceOf(color: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
    const channel = Number.parseInt(color.slice(at, at + 2), 16) / 255
    return channel <= 0.04045 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4
  })
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue
}
