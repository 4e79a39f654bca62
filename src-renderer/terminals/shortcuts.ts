// The keys that a terminal gives up. Plain Ctrl belongs to the shell (Ctrl-C, Ctrl-W, Ctrl-T); commands with Ctrl-Shift
// are registered with the window's commands, these are what those cannot express.

export type TerminalKey = 'next' | 'previous' | 'copy'

/** What is read of a KeyboardEvent. `code` is the key's place, so that a layout does not move the shortcut. */
export type KeyPress = Pick<KeyboardEvent, 'code' | 'ctrlKey' | 'shiftKey' | 'altKey' | 'metaKey'>

export function terminalKeyOf({ code, ctrlKey, shiftKey, altKey, metaKey }: KeyPress): TerminalKey | null {
  if (!ctrlKey || altKey || metaKey) return null
  if (shiftKey) return code === 'KeyC' ? 'copy' : null
  return code === 'PageDown' ? 'next' : code === 'PageUp' ? 'previous' : null
}
