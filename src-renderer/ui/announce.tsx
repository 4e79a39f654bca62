// The one polite status node of the window: short sentences for screen readers ("Copied", "Answer complete").
import { useSyncExternalStore } from 'react'

let current = ''
const listeners = new Set<() => void>()

/** Said once, when the reader is next idle. Saying the same thing twice in a row is heard twice. */
export function announce(sentence: string): void {
  current = current === sentence ? `${sentence}\u00a0` : sentence
  for (const listener of listeners) listener()
}

function subscribe(listener: () => void) {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

/** One at the root of the window. */
export function Announcer() {
  const sentence = useSyncExternalStore(subscribe, () => current)
  return (
    <div role="status" aria-live="polite" className="sr-only">
      {sentence}
    </div>
  )
}
