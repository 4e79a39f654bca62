export { allCommands, type Command, runCommand, useAllCommands, useCommands } from './commands.ts'
export { platform } from './platform.ts'
export { ariaKeysOf, isOfText, isPaletteChord, matches } from './shortcut.ts'
export { ShortcutKeys } from './shortcut-keys.tsx'
