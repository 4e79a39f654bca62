export { allCommands, type Command, runCommand, useAllCommands, useCommands } from './commands.ts'
export { platform } from './platform.ts'
export { ariaKeysOf, isOfText, isPaletteChord, matches, type Shortcut } from './shortcut.ts'
export { ShortcutKeys } from './shortcut-keys.tsx'
