// Numbers of the ledger as a person reads them.
import type { LedgerEntry } from '#contract/gateway'

const whole = new Intl.NumberFormat('en')

export function count(value: number): string {
  return whole.format(value)
}

/** Milliseconds as `840 ms`, `2.4 s`, `1 min 5 s`. */
export function duration(ms: number): string {
  if (ms < 1_000) return `${ms} ms`
  if (ms < 59_950) return `${(ms / 1_000).toFixed(1)} s`
  const seconds = Math.round(ms / 1_000)
  return `${Math.floor(seconds / 60)} min ${seconds % 60} s`
}

const day = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeZone: 'UTC' })

/** `2026-11-23`, a day of UTC, in the person's own form. */
export function dayWords(isoDay: string): string {
  const at = Date.parse(`${isoDay}T00:00:00Z`)
  return Number.isNaN(at) ? isoDay : day.format(at)
}

const MODES: Readonly<Record<NonNullable<LedgerEntry['mode']>, string>> = {
  centralized: 'Organization',
  'byok-bearer': 'Own sign-in',
  'byok-key': 'Own key',
}

/** Whose credential went to the provider, if the request came so far. */
export function modeWords(mode: LedgerEntry['mode']): string {
  return mode === null ? '—' : MODES[mode]
}

const OUTCOMES: Readonly<
  Record<LedgerEntry['outcome'], { words: string; tone: 'ok' | 'warn' | 'danger' | 'neutral' }>
> = {
  ok: { words: 'OK', tone: 'ok' },
  refused: { words: 'Refused', tone: 'warn' },
  failed: { words: 'Failed', tone: 'danger' },
  cancelled: { words: 'Cancelled', tone: 'neutral' },
}

export function outcomeWords(outcome: LedgerEntry['outcome']) {
  return OUTCOMES[outcome]
}
