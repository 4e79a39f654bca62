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

export type Ending = { readonly code: number; readonly signal: number | null }

/** node-pty reports signal 0 for a plain exit; so does null. */
export function exitWords({ code, signal }: Ending): string {
  if (signal) return `The shell was ended by ${SIGNALS[signal] ?? `signal ${signal}`}.`
  return code === 0 ? 'The shell has exited (code 0).' : `The shell exited with code ${code}.`
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
