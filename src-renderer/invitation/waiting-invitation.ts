// An invitation that waits until the person is signed in where it leads; then the window asks whether to accept it. It is kept in
// memory only: whoever holds its link can join.
import { useSyncExternalStore } from 'react'

let waiting: string | undefined
const listeners = new Set<() => void>()

function change(next: string | undefined): void {
  waiting = next
  for (const listener of listeners) listener()
}

/** A link, or a token of the control plane that the person goes to. */
export function keepInvitation(link: string): void {
  change(link)
}

/** It was shown, and need not wait any more. */
export function dropInvitation(): void {
  change(undefined)
}

function subscribe(listener: () => void) {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

export function useWaitingInvitation(): string | undefined {
  return useSyncExternalStore(subscribe, () => waiting)
}
