// What the control plane is told of this host's terminals: within the bounds of its messages, and not more often than is of use.
import type { TerminalSummary } from '#contract/host'
import { MAX_REPORTED_PATH, MAX_REPORTED_TITLE } from '#contract/relay'
import { MAX_TERMINALS } from '#contract/terminal'

export function reportOf(terminals: readonly TerminalSummary[]): TerminalSummary[] {
  return terminals.slice(0, MAX_TERMINALS).map((terminal) => ({
    ...terminal,
    title: clip(terminal.title, MAX_REPORTED_TITLE),
    shell: clip(terminal.shell, MAX_REPORTED_PATH),
    cwd: clip(terminal.cwd, MAX_REPORTED_PATH),
  }))
}

/** Control characters and halves of characters would take six bytes each in JSON, and say nothing. */
function clip(text: string, length: number): string {
  return text
    .replace(/\p{Cc}/gu, '')
    .slice(0, length)
    .toWellFormed()
}

export type Throttle = { ask: () => void; stop: () => void }

/** Calls at once when asked, then at most once an interval; the last asking is never lost. */
export function throttle(intervalMs: number, call: () => void): Throttle {
  let timer: NodeJS.Timeout | undefined
  let asked = false
  const due = () => {
    timer = undefined
    if (asked) ask()
  }
  const ask = () => {
    asked = timer !== undefined
    if (asked) return
    timer = setTimeout(due, intervalMs)
    call()
  }
  return {
    ask,
    stop() {
      clearTimeout(timer)
      asked = false
    },
  }
}
