export type { Look } from './look.ts'
export { PALETTE_NAMES, PALETTES, type Palette } from './palettes.ts'
export {
  defaultProfileOf,
  FONT_PX,
  MAX_FONT_PX,
  MAX_PROFILES,
  MIN_FONT_PX,
  type Preferences,
  type Profile,
  SCROLLBACKS,
  zoomed,
} from './preferences.ts'
export { prefer, readPreferences, useLook, usePreferences } from './stored-preferences.ts'
