// Ctrl+PageUp and Ctrl+PageDown go from tab to tab.
import { useEffect } from 'react'
import { terminalKeyOf } from './shortcuts.ts'

export function useStepKeys(step: (by: 1 | -1) => void): void {
  useEffect(() => {
    const listen = (event: KeyboardEvent) => {
      const key = terminalKeyOf(event)
      if (key !== 'next' && key !== 'previous') return
      event.preventDefault()
      step(key === 'next' ? 1 : -1)
    }
    window.addEventListener('keydown', listen)
    return () => window.removeEventListener('keydown', listen)
  })
}
