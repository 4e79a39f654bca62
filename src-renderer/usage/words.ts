// Numbers and states of the ledger as a person reads them.
import type { LedgerEntry, UsageDimension } from '#contract/gateway'
import { dollarWords } from '../money/index.ts'
import type { Metric } from './chart-data.ts'

const whole = new Intl.NumberFormat('en')
const shortDollars = new Intl.NumberFormat('en', {
  style: 'currency',
  currency: 'USD',
  notation: 'compact',
  minimumFractionDigits: 0,
  maximumSignificantDigits: 2,
})
const short = new Intl.NumberFormat('en', { notation: 'compact', maximumFractionDigits: 1 })

export function count(value: number): string {
  return whole.format(value)
}

/** An amount of what the chart shows, whole or for its axis. */
export function amountWords(metric: Metric, value: number): string {
  return metric === 'cost' ? dollarWords(value) : whole.format(value)
}

export function shortAmount(metric: Metric, value: number): string {
  return metric === 'cost' ? shortDollars.format(value / 1_000_000) : short.format(value)
}

/** Milliseconds as `840 ms`, `2.4 s`, `1 min 5 s`. */
export function duration(ms: number): string {
  if (ms < 1_000) return `${ms} ms`
  if (ms < 59_950) return `${(ms / 1_000).toFixed(1)} s`
  const seconds = Math.round(ms / 1_000)
  return `${Math.floor(seconds / 60)} min ${seconds % 60} s`
}

const day = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeZone: 'UTC' })
const shortDay = new Intl.DateTimeFormat(undefined, { month: 'short', day: 'numeric', timeZone: 'UTC' })

/** `2026-11-23`, a day of UTC, in the person's own form. */
export function dayWords(isoDay: string): string {
  const at = Date.parse(`${isoDay}T00:00:00Z`)
  return Number.isNaN(at) ? isoDay : day.format(at)
}

export const shortDayWords = (isoDay: string) => shortDay.format(Date.parse(`${isoDay}T00:00:00Z`))

export const DIMENSIONS: Record<UsageDimension, { tab: string; column: string }> = {
  model: { tab: 'By model', column: 'Model' },
  key: { tab: 'By key', column: 'Key' },
  user: { tab: 'By person', column: 'Person' },
  day: { tab: 'By day', column: 'Day (UTC)' },
}

const MODES: Readonly<Record<NonNullable<LedgerEntry['mode']>, string>> = {
  centralized: 'Organization’s key',
  'byok-bearer': 'Own sign-in',
  'byok-key': 'Own key',
}

/** Whose credential went to the provider, if the request came so far. */
export function modeWords(mode: LedgerEntry['mode']): string {
  return mode === null ? '—' : MODES[mode]
}

/** What it cost; a model without a price is said, not taken for free. */
export function costWords({ cost, outcome }: Pick<LedgerEntry, 'cost' | 'outcome'>): string {
  if (cost !== null) return dollarWords(cost)
  return outcome === 'refused' ? '—' : 'No price'
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
