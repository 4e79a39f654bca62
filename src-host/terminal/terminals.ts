// What the host can do with terminals, whoever owns the PTYs. The terminal server is behind it.
import type { WebSocket } from 'ws'
import type { TerminalSummary } from '#contract/host'
import type { Recording, TerminalCaller, TerminalRole } from '#contract/terminal'
import type { RecordingPart } from '#host/terminal-server'

export type OpenTerminal = { cols: number; rows: number; shell?: string | undefined; cwd?: string | undefined }

export type Terminals = {
  list: () => Promise<TerminalSummary[]>
  open: (request: OpenTerminal) => Promise<TerminalSummary>
  /** Ends the shell and forgets the terminal. */
  close: (id: string) => Promise<void>
  /** Starts a new shell in the same terminal, with a new epoch. */
  restart: (id: string) => Promise<TerminalSummary>
  /** Null takes the name away: the program's title is shown again. */
  rename: (id: string, name: string | null) => Promise<TerminalSummary>
  /** Begins or ends a recording of its output, visible to everybody who looks. */
  record: (id: string, on: boolean) => Promise<TerminalSummary>
  recordings: RecordedTerminals
  /** Calls with the whole list after each change (opened, closed, exited, title, name, folder, size, recording). Returns how to stop. */
  onChange: (listener: (terminals: TerminalSummary[]) => void) => () => void
}

export type RecordedTerminals = {
  /** Newest first. */
  list: () => Promise<Recording[]>
  /** Whole lines of an asciicast, from an offset that is 0 or the `next` of the part before. */
  read: (id: string, offset: number) => Promise<RecordingPart>
  /** One that goes on is refused. */
  delete: (id: string) => Promise<void>
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
