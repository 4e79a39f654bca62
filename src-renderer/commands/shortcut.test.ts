import { describe, expect, it } from 'vitest'
import { ariaKeysOf, isOfText, isPaletteChord, keysOf, matches } from './shortcut.ts'

const chord = (code: string, held = '') => ({
  code,
  ctrlKey: held.includes('ctrl'),
  shiftKey: held.includes('shift'),
  metaKey: held.includes('meta'),
  altKey: held.includes('alt'),
})

describe('a shortcut', () => {
  it.each([
    ['other', 'ctrl shift', true],
    ['other', 'ctrl', false],
    ['other', 'meta', false],
    ['other', 'ctrl shift alt', false],
    ['mac', 'meta', true],
    ['mac', 'meta shift', false],
    ['mac', 'ctrl shift', false],
  ] as const)('on %s with %s held: %s', (platform, held, expected) => {
    expect(matches('Digit1', chord('Digit1', held), platform)).toBe(expected)
  })

  it('is told by the place of the key, since Shift changes its character', () => {
    expect(matches('Digit1', chord('Digit2', 'ctrl shift'), 'other')).toBe(false)
  })

  it('is written as this system writes it', () => {
    expect(keysOf('KeyT', 'other')).toEqual(['Ctrl', 'Shift', 'T'])
    expect(keysOf('Comma', 'mac')).toEqual(['⌘', ','])
    expect(ariaKeysOf('Digit3', 'other')).toBe('Control+Shift+3')
    expect(keysOf('ArrowLeft', 'other')).toEqual(['Ctrl', 'Shift', '←'])
    expect(ariaKeysOf('ArrowLeft', 'mac')).toBe('Meta+ArrowLeft')
  })

  it('is left to a text field when it moves or changes text there', () => {
    expect(['ArrowLeft', 'End', 'KeyX', 'KeyZ'].every(isOfText)).toBe(true)
    expect(['KeyT', 'Digit1', 'Enter', 'KeyO'].some(isOfText)).toBe(false)
  })
})

describe('the chord of the palette', () => {
  it('is Ctrl+K or Command+K and nothing near it', () => {
    expect(isPaletteChord(chord('KeyK', 'ctrl'), 'other')).toBe(true)
    expect(isPaletteChord(chord('KeyK', 'meta'), 'mac')).toBe(true)
    expect(isPaletteChord(chord('KeyK', 'ctrl'), 'mac')).toBe(false)
    expect(isPaletteChord(chord('KeyK', 'ctrl alt'), 'other')).toBe(false)
    expect(isPaletteChord(chord('KeyK'), 'other')).toBe(false)
  })
})
