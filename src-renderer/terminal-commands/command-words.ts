// A command in the few words that there is room for: how it ended, and how long it took.
import type { ShellCommand } from './command-log.ts'

export type Outcome = 'running' | 'done' | 'failed' | 'unknown'

export function outcomeOf({ end, exit }: ShellCommand): Outcome {
  if (end === null) return 'running'
  if (exit === null) return 'unknown'
  return exit === 0 ? 'done' : 'failed'
}

const SECOND_MS = 1_000
const MINUTE_S = 60
const HOUR_S = 3_600

/** `0.8 s`, `2 min 5 s`, `1 h 3 min`; the two largest units. */
export function durationWords(milliseconds: number): string {
  const tenths = Math.max(0, Math.round(milliseconds / (SECOND_MS / 10))) / 10
  if (tenths < 10) return `${tenths} s`
  const seconds = Math.round(tenths)
  if (seconds < MINUTE_S) return `${seconds} s`
  const minutes = Math.floor(seconds / MINUTE_S)
  if (seconds < HOUR_S) return `${minutes} min ${seconds % MINUTE_S} s`
  return `${Math.floor(seconds / HOUR_S)} h ${minutes % MINUTE_S} min`
}

/** `exit 1 · 2.3 s`, `0.8 s`, `running`. */
export function commandWords(command: ShellCommand): string {
  const { exit, startedAt, finishedAt } = command
  const outcome = outcomeOf(command)
  if (outcome === 'running') return 'running'
  const lasted = startedAt !== null && finishedAt !== null ? durationWords(finishedAt - startedAt) : 'ended'
  return outcome === 'failed' ? `exit ${exit} · ${lasted}` : lasted
}
