// The preferences of this browser, over reloads and in all its windows.
import { useMemo, useSyncExternalStore } from 'react'
import type { TerminalColors } from '#contract/terminal'
import { createStoredValue } from '../stored-value/index.ts'
import { useTheme } from '../ui/index.ts'
import { type Look, lookOf, paletteOf, type Surroundings } from './look.ts'
import { type Palette, rgbColorsOf } from './palettes.ts'
import { type Preferences, parsePreferences } from './preferences.ts'

const stored = createStoredValue<Preferences>('mooring.terminal-preferences', parsePreferences)

export const readPreferences = stored.read
export const usePreferences = stored.use

export function prefer(change: Partial<Preferences>): void {
  stored.store({ ...stored.read(), ...change })
}

/** `colors` are the palette's, as programs may ask for them. */
export function useLook(): { look: Look; palette: Palette; colors: TerminalColors } {
  const preferences = usePreferences()
  const { shown } = useTheme()
  const moreContrast = useMedia('(prefers-contrast: more)')
  const lessMotion = useMedia('(prefers-reduced-motion: reduce)')
  return useMemo(() => {
    const surroundings: Surroundings = { shown, moreContrast, lessMotion }
    const palette = paletteOf(preferences, surroundings)
    return { look: lookOf(preferences, surroundings), palette, colors: rgbColorsOf(palette) }
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
