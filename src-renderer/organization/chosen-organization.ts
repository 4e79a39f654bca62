// The id of the organization that was chosen last in this browser. It may be one the person has left since.
import { useSyncExternalStore } from 'react'

const STORAGE_KEY = 'mooring.organization'
const listeners = new Set<() => void>()

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  window.addEventListener('storage', listener)
  return () => {
    listeners.delete(listener)
    window.removeEventListener('storage', listener)
  }
}

export function selectOrganization(id: string): void {
  localStorage.setItem(STORAGE_KEY, id)
  for (const listener of listeners) listener()
}

export function useChosenOrganizationId(): string | null {
  return useSyncExternalStore(subscribe, () => localStorage.getItem(STORAGE_KEY))
}
