export { TerminalView } from './terminal-view.tsx'
export { TerminalsPage } from './terminals-page.tsx'
