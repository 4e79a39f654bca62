export { connectTerminals } from './connect-terminals.ts'
export { shellProfiles } from './shell-profiles.ts'
export { stopTerminalServer } from './stop-terminal-server.ts'
export type { AttachRequest, TerminalConnection, Terminals } from './terminals.ts'
