// What the host can do with terminals, whoever owns the PTYs. The terminal server is behind it.
import type { TerminalSummary } from '#contract/host'

export type OpenTerminal = { cols: number; rows: number; shell?: string | undefined; cwd?: string | undefined }

export type Terminals = {
  list: () => Promise<TerminalSummary[]>
  open: (request: OpenTerminal) => Promise<TerminalSummary>
  /** Ends the shell and forgets the terminal. */
  close: (id: string) => Promise<void>
  /** Starts a new shell in the same terminal, with a new epoch. */
  restart: (id: string) => Promise<TerminalSummary>
  /** Calls with the whole list after each change (opened, closed, exited, title, size). Returns how to stop. */
  onChange: (listener: (terminals: TerminalSummary[]) => void) => () => void
}
