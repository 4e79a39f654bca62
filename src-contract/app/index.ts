export { AppState, TerminalProfile } from './app-state.ts'
