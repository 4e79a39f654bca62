// A value of this browser, kept over reloads and shared by all its windows: what one stores, the others show.
import { useSyncExternalStore } from 'react'

type StoredValue<T> = {
  read: () => T
  store: (value: T) => void
  /** The value, and again after each change, here or in another window. */
  use: () => T
}

/** `parse` is given what stands under the name, or null when nothing does; it must take anything. */
export function createStoredValue<T>(name: string, parse: (text: string | null) => T): StoredValue<T> {
  let kept: { value: T } | undefined
  const listeners = new Set<() => void>()
  const read = () => {
    kept ??= { value: parse(localStorage.getItem(name)) }
    return kept.value
  }
  const subscribe = (listener: () => void) => {
    const hear = ({ key }: StorageEvent) => {
      if (key !== name) return
      kept = undefined
      listener()
    }
    listeners.add(listener)
    window.addEventListener('storage', hear)
    return () => {
      listeners.delete(listener)
      window.removeEventListener('storage', hear)
    }
  }
  return {
    read,
    store(value) {
      kept = { value }
      localStorage.setItem(name, JSON.stringify(value))
      for (const listener of listeners) listener()
    },
    use: () => useSyncExternalStore(subscribe, read),
  }
}
