// How a shell ended, in a person's words (T8).
import type { TerminalSummary } from '#contract/host'

/** The signals that end programs, by their number on Linux and macOS (they agree on these). */
const SIGNALS: Readonly<Record<number, string>> = {
  1: 'SIGHUP',
  2: 'SIGINT',
  3: 'SIGQUIT',
  4: 'SIGILL',
  6: 'SIGABRT',
  8: 'SIGFPE',
  9: 'SIGKILL',
  11: 'SIGSEGV',
  13: 'SIGPIPE',
  14: 'SIGALRM',
  15: 'SIGTERM',
}

export type Ending =
  | { readonly kind: 'exited'; readonly code: number; readonly signal: number | null }
  /** The terminal server died and the shell with it; what is shown is the last that was kept. */
  | { readonly kind: 'lost'; readonly message: string }

/** node-pty reports signal 0 for a plain exit; so does null. */
export function endingWords(ending: Ending): string {
  if (ending.kind === 'lost') return ending.message
  if (ending.signal) return `The shell was ended by ${SIGNALS[ending.signal] ?? `signal ${ending.signal}`}.`
  return ending.code === 0 ? 'The shell has exited (code 0).' : `The shell exited with code ${ending.code}.`
}

/** The few characters a tab has room for; empty while it runs. */
export function stateBadge(state: TerminalSummary['state']): string {
  switch (state.state) {
    case 'running':
      return ''
    case 'exited':
      return state.signal ? (SIGNALS[state.signal] ?? `signal ${state.signal}`) : `exit ${state.code}`
    case 'lost':
      return 'lost'
    default:
      return state satisfies never
  }
}
