// Light, dark or whatever the system says; kept in this browser. The colours follow by `color-scheme` alone.
import { useSyncExternalStore } from 'react'

export type ThemeChoice = 'system' | 'light' | 'dark'
export type Theme = { choice: ThemeChoice; shown: 'light' | 'dark' }

const STORAGE_KEY = 'mooring.theme'
const systemIsDark = window.matchMedia('(prefers-color-scheme: dark)')
const listeners = new Set<() => void>()
let theme = themeOf(readChoice())

function readChoice(): ThemeChoice {
  const stored = localStorage.getItem(STORAGE_KEY)
  return stored === 'light' || stored === 'dark' ? stored : 'system'
}

function themeOf(choice: ThemeChoice): Theme {
  return { choice, shown: choice === 'system' ? (systemIsDark.matches ? 'dark' : 'light') : choice }
}

function apply(choice: ThemeChoice): void {
  theme = themeOf(choice)
  document.documentElement.dataset.theme = choice
  for (const listener of listeners) listener()
}

export function setTheme(choice: ThemeChoice): void {
  localStorage.setItem(STORAGE_KEY, choice)
  apply(choice)
}

/** Once, before the first render. */
export function startTheme(): void {
  apply(theme.choice)
  systemIsDark.addEventListener('change', () => apply(theme.choice))
}

function subscribe(listener: () => void) {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

/** `shown` is what is on the screen now, for what cannot use the CSS tokens (a terminal's palette, a chart). */
export function useTheme(): Theme {
  return useSyncExternalStore(subscribe, () => theme)
}
