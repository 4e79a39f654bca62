// The window's own keys. They are taken before anything else sees them, but never while a dialog waits for an answer:
// a shortcut must not carry a person away from a secret that is shown once.
import { useEffect } from 'react'
import { allCommands, isOfText, isPaletteChord, matches, platform } from '../commands/index.ts'

export function useKeyboard(openPalette: () => void): void {
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      const run = actionOf(event, openPalette)
      if (!run) return
      event.preventDefault()
      event.stopPropagation()
      if (!event.repeat) run()
    }
    window.addEventListener('keydown', onKeyDown, { capture: true })
    return () => window.removeEventListener('keydown', onKeyDown, { capture: true })
  }, [openPalette])
}

function actionOf(event: KeyboardEvent, openPalette: () => void): (() => void) | undefined {
  if (document.querySelector('[role="dialog"], [role="alertdialog"]')) return undefined
  if (isPaletteChord(event, platform) && (platform === 'mac' || !isInShell(event.target))) return openPalette
  const found = allCommands().find(({ shortcut }) => shortcut && matches(shortcut, event, platform))
  return found?.shortcut && isOfText(found.shortcut) && isTextField(event.target) ? undefined : found?.run
}

/** A shell's own field is none: what is typed there is not text but keys. */
function isTextField(target: EventTarget | null): boolean {
  return target instanceof Element && target.matches('input, textarea, [contenteditable]') && !isInShell(target)
}

/** Ctrl+K cuts a line in a shell, so there it stays the shell's; Ctrl+Shift+K opens the palette everywhere. */
function isInShell(target: EventTarget | null): boolean {
  return target instanceof Element && target.closest('.xterm') !== null
}
