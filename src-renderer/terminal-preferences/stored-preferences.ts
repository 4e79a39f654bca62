// The preferences of this browser, over reloads and in all its windows.
import { useMemo, useSyncExternalStore } from 'react'
import { useTheme } from '../ui/index.ts'
import { type Look, lookOf, paletteOf, type Surroundings } from './look.ts'
import type { Palette } from './palettes.ts'
import { type Preferences, parsePreferences } from './preferences.ts'

const STORAGE_KEY = 'mooring.terminal-preferences'
const listeners = new Set<() => void>()
let kept: Preferences | undefined

export function readPreferences(): Preferences {
  kept ??= parsePreferences(localStorage.getItem(STORAGE_KEY))
  return kept
}

export function prefer(change: Partial<Preferences>): void {
  kept = { ...readPreferences(), ...change }
  localStorage.setItem(STORAGE_KEY, JSON.stringify(kept))
  for (const listener of listeners) listener()
}

function subscribe(listener: () => void) {
  const hear = ({ key }: StorageEvent) => {
    if (key !== STORAGE_KEY) return
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

export function usePreferences(): Preferences {
  return useSyncExternalStore(subscribe, readPreferences)
}

export function useLook(): { look: Look; palette: Palette } {
  const preferences = usePreferences()
  const { shown } = useTheme()
  const moreContrast = useMedia('(prefers-contrast: more)')
  const lessMotion = useMedia('(prefers-reduced-motion: reduce)')
  return useMemo(() => {
    const surroundings: Surroundings = { shown, moreContrast, lessMotion }
    return { look: lookOf(preferences, surroundings), palette: paletteOf(preferences, surroundings) }
  }, [preferences, shown, moreContrast, lessMotion])
}

function useMedia(query: string): boolean {
  const media = useMemo(() => matchMedia(query), [query])
  return useSyncExternalStore(
    (listener) => {
      media.addEventListener('change', listener)
      return () => media.removeEventListener('change', listener)
    },
    () => media.matches,
  )
}
