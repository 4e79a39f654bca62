// Our shortcuts leave the shell its keys: Ctrl+Shift and a key, or Command and a key on a Mac.
// A key is named by its place (`KeyboardEvent.code`), since Shift changes the character that a digit gives.

export type Platform = 'mac' | 'other'
/** A `KeyboardEvent.code`: `KeyT`, `Digit1`, `Comma`. */
export type Shortcut = string

type Chord = Pick<KeyboardEvent, 'code' | 'ctrlKey' | 'metaKey' | 'shiftKey' | 'altKey'>

export function matches(shortcut: Shortcut, chord: Chord, platform: Platform): boolean {
  if (chord.code !== shortcut || chord.altKey) return false
  return platform === 'mac'
    ? chord.metaKey && !chord.ctrlKey && !chord.shiftKey
    : chord.ctrlKey && chord.shiftKey && !chord.metaKey
}

/** Ctrl+K or Command+K, which belong to a shell that has the focus: whoever asks must look at that first. */
export function isPaletteChord(chord: Chord, platform: Platform): boolean {
  if (chord.code !== 'KeyK' || chord.altKey || chord.shiftKey) return false
  return platform === 'mac' ? chord.metaKey && !chord.ctrlKey : chord.ctrlKey && !chord.metaKey
}

/** Keys that move or change what is written in a text field while our modifiers are held. */
const OF_TEXT = /^(Arrow|Home$|End$|Key[ACVXZ]$)/

/** Whether this shortcut must be left to a text field that has the focus. */
export const isOfText = (shortcut: Shortcut): boolean => OF_TEXT.test(shortcut)

const SYMBOLS: Record<string, string> = {
  Comma: ',',
  Slash: '/',
  Enter: '↵',
  Backslash: '\\',
  Backquote: '`',
  Equal: '+',
  Minus: '−',
  ArrowLeft: '←',
  ArrowRight: '→',
  ArrowUp: '↑',
  ArrowDown: '↓',
  PageUp: 'PgUp',
  PageDown: 'PgDn',
}

/** As it is written on this system: `⌘ 1`, `Ctrl Shift 1`. */
export function keysOf(shortcut: Shortcut, platform: Platform): string[] {
  const key = SYMBOLS[shortcut] ?? shortcut.replace(/^(Key|Digit)/, '')
  return platform === 'mac' ? ['⌘', key] : ['Ctrl', 'Shift', key]
}

/** As `aria-keyshortcuts` wants it. */
export function ariaKeysOf(shortcut: Shortcut, platform: Platform): string {
  const named = /^(Arrow|Page|Enter)/.test(shortcut)
  const key = named ? shortcut : (SYMBOLS[shortcut] ?? shortcut.replace(/^(Key|Digit)/, ''))
  return platform === 'mac' ? `Meta+${key}` : `Control+Shift+${key}`
}
