// The three sums.
import type { UsageTotals } from '#contract/gateway'
import { count } from './words.ts'

export function Totals({ requests, inputTokens, outputTokens }: UsageTotals) {
  return (
    <dl aria-label="Totals" className="grid grid-cols-3 divide-x divide-line rounded-lg border border-line bg-surface">
      <Total label="Requests" value={requests} />
      <Total label="Input tokens" value={inputTokens} />
      <Total label="Output tokens" value={outputTokens} />
    </dl>
  )
}

function Total({ label, value }: { label: string; value: number }) {
  return (
    <div className="px-4 py-3">
      <dt className="text-xs text-ink-soft">{label}</dt>
      <dd className="mt-0.5 text-xl font-semibold tabular-nums">{count(value)}</dd>
    </div>
  )
}
