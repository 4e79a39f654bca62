// How a person wants their terminals, in this browser. What cannot be read is as if it had not been chosen.
import { z } from 'zod'
import { isPaletteName, type PaletteName } from './palettes.ts'

/** CSS pixels. */
export const MIN_FONT_PX = 8
export const MAX_FONT_PX = 32
export const FONT_PX = 13

/** Lines. The longest costs some 90 MB in each terminal that fills it. */
export const SCROLLBACKS = [1_000, 5_000, 20_000, 50_000] as const

export const MAX_PROFILES = 20

/** A shell and a folder to begin with; empty is the person's own shell, and their home. */
const Profile = z.object({
  id: z.string().min(1).max(40),
  name: z.string().trim().min(1).max(40),
  shell: z.string().max(1_000),
  cwd: z.string().max(4_096),
})
export type Profile = z.infer<typeof Profile>

/** `window`: as the window is, light or dark, with high contrast where the system asks for it. */
const PaletteChoice = z.custom<'window' | PaletteName>(
  (value) => typeof value === 'string' && (value === 'window' || isPaletteName(value)),
)

export const Preferences = z.object({
  palette: PaletteChoice.catch('window'),
  /** Empty is the window's own. */
  fontFamily: z.string().max(200).catch(''),
  fontPx: z.number().int().min(MIN_FONT_PX).max(MAX_FONT_PX).catch(FONT_PX),
  cursor: z.enum(['block', 'bar', 'underline']).catch('block'),
  blink: z.boolean().catch(true),
  copyOnSelect: z.boolean().catch(false),
  guardPaste: z.boolean().catch(true),
  scrollback: z.literal(SCROLLBACKS).catch(5_000),
  /** `auto`: the GPU while there is one. */
  renderer: z.enum(['auto', 'gpu', 'dom']).catch('auto'),
  profiles: z.array(Profile).max(MAX_PROFILES).catch([]),
  /** The profile of a new terminal; empty for none. */
  defaultProfile: z.string().max(40).catch(''),
})
export type Preferences = z.infer<typeof Preferences>

export const DEFAULTS: Preferences = Preferences.parse({})

export function parsePreferences(text: string | null): Preferences {
  const read = Preferences.safeParse(parseJson(text ?? '{}'))
  return read.success ? read.data : DEFAULTS
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return {}
  }
}

/** One pixel larger or smaller, within the bounds. */
export function zoomed({ fontPx }: Preferences, by: number): number {
  return Math.min(MAX_FONT_PX, Math.max(MIN_FONT_PX, fontPx + by))
}

export function defaultProfileOf({ profiles, defaultProfile }: Preferences): Profile | undefined {
  return profiles.find(({ id }) => id === defaultProfile)
}
