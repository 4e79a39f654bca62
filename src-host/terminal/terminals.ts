// What the host can do with terminals, whoever owns the PTYs. The terminal server is behind it.
import type { WebSocket } from 'ws'
import type { TerminalSummary } from '#contract/host'
import type { TerminalCaller, TerminalRole } from '#contract/terminal'

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

export type AttachRequest = { terminalId: string; role: TerminalRole; caller: TerminalCaller }

/** Disposing it leaves the terminals running. */
export type TerminalConnection = Terminals &
  AsyncDisposable & {
    /**
     * Splices a viewer's open WebSocket with a terminal: from here on the socket belongs to the attachment. Whoever asks has
     * decided about role and caller. The socket is closed with `closeCodeOf` of the reason when the attachment ends.
     */
    attachViewer: (socket: WebSocket, request: AttachRequest) => void
  }
