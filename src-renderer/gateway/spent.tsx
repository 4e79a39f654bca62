// How much of this month's limits is used up.
import type { Limits } from '#contract/gateway'
import { dollarWords } from '../money/index.ts'
import { useMonthUsage } from './use-gateway.ts'

const whole = new Intl.NumberFormat('en')

export function Spent({ organizationId, limits }: { organizationId: string; limits: Limits }) {
  const used = useMonthUsage(organizationId)
  if (!used) return null
  const tokens = used.inputTokens + used.outputTokens + used.cacheReadTokens + used.cacheWriteTokens
  return (
    <dl className="grid gap-x-6 gap-y-3 border-b border-line px-4 py-3 sm:grid-cols-2">
      <Budget name="Tokens this month" used={tokens} limit={limits.tokensPerMonth} words={whole.format} />
      <Budget name="Cost this month" used={used.cost} limit={limits.costPerMonth} words={dollarWords} />
    </dl>
  )
}

type BudgetProps = { name: string; used: number; limit: number | null; words: (value: number) => string }

function Budget({ name, used, limit, words }: BudgetProps) {
  const share = limit === null ? 0 : Math.min(used / limit, 1)
  return (
    <div>
      <dt className="text-xs text-ink-soft">{name}</dt>
      <dd className="mt-0.5 tabular-nums">
        <span className="font-medium">{words(used)}</span>
        {limit !== null && <span className="text-ink-soft"> of {words(limit)}</span>}
        {limit !== null && (
          <span
            aria-hidden
            className="mt-1.5 block h-1.5 overflow-hidden rounded-full bg-hover contrast-more:outline contrast-more:outline-line-strong"
          >
            <span
              className={`block h-full rounded-full ${share >= 1 ? 'bg-danger' : share >= 0.8 ? 'bg-warn' : 'bg-accent'}`}
              style={{ width: `${share * 100}%` }}
            />
          </span>
        )}
      </dd>
    </div>
  )
}
