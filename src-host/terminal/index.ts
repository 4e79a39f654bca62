export type { OpenTerminal, Terminals } from './terminals.ts'
