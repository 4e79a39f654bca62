// The sums of the days that are shown.
import type { UsageTotals } from '#contract/gateway'
import { dollarWords } from '../money/index.ts'
import { count } from './words.ts'

export function Totals({ total }: { total: UsageTotals }) {
  const cached = total.cacheReadTokens + total.cacheWriteTokens
  return (
    <dl
      aria-label="Totals"
      className="grid grid-cols-2 gap-px overflow-hidden rounded-lg border border-line bg-line sm:grid-cols-3 lg:grid-cols-5"
    >
      <Total label="Cost" value={dollarWords(total.cost)} note={unpricedWords(total.unpriced)} />
      <Total label="Requests" value={count(total.requests)} />
      <Total label="Input tokens" value={count(total.inputTokens)} />
      <Total label="Output tokens" value={count(total.outputTokens)} />
      <Total
        label="Cached tokens"
        value={count(cached)}
        note={cached > 0 ? `${count(total.cacheReadTokens)} read, ${count(total.cacheWriteTokens)} written` : undefined}
      />
    </dl>
  )
}

function unpricedWords(unpriced: number): string | undefined {
  if (unpriced === 0) return undefined
  return `and ${count(unpriced)} ${unpriced === 1 ? 'request' : 'requests'} without a price`
}

function Total({ label, value, note }: { label: string; value: string; note?: string | undefined }) {
  return (
    <div className="bg-surface px-4 py-3 max-lg:last:col-span-full sm:max-lg:last:col-span-1">
      <dt className="text-xs text-ink-soft">{label}</dt>
      <dd className="mt-0.5">
        <span className="block text-xl font-semibold tabular-nums">{value}</span>
        {note && <span className="block text-xs text-ink-faint">{note}</span>}
      </dd>
    </div>
  )
}
