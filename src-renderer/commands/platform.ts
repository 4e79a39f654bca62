// Which keyboard the person has: on a Mac our modifier is Command.
import type { Platform } from './shortcut.ts'

export const platform: Platform = /Mac|iPhone|iPad/.test(navigator.platform) ? 'mac' : 'other'
