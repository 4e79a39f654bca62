// What the chart draws: for every day of the period the amount of each model, the largest models by name and the others together.
import type { UsageRow, UsageTotals } from '#contract/gateway'

export type Metric = 'cost' | 'tokens' | 'requests'

/** `id` is what a day's amounts are kept under. */
export type Series = { id: string; title: string; total: number }
export type ChartData = {
  series: readonly Series[]
  /** In order, without gaps. */
  days: readonly { day: string; amounts: Readonly<Record<string, number>> }[]
}

/** More colours than this are not told apart. */
export const MAX_SERIES = 6
export const REST = 'rest'

export function amountOf(metric: Metric, totals: UsageTotals): number {
  switch (metric) {
    case 'cost':
      return totals.cost
    case 'requests':
      return totals.requests
    case 'tokens':
      return totals.inputTokens + totals.outputTokens + totals.cacheReadTokens + totals.cacheWriteTokens
    default:
      return metric satisfies never
  }
}

/** `days`: all that are to be shown. Rows without a model are of all models. */
export function chartData(rows: readonly UsageRow[], metric: Metric, days: readonly string[]): ChartData {
  const totals = new Map<string, number>()
  for (const row of rows) {
    const model = row.model ?? ALL
    totals.set(model, (totals.get(model) ?? 0) + amountOf(metric, row))
  }
  const models = [...totals].filter(([, total]) => total > 0).sort(([, one], [, other]) => other - one)
  const named = models.length > MAX_SERIES ? models.slice(0, MAX_SERIES - 1) : models
  const rest = models.slice(named.length)
  const ids = new Map(named.map(([model], index) => [model, `series-${index + 1}`]))
  const byDay = new Map(days.map((day) => [day, new Map<string, number>()]))
  for (const row of rows) {
    const amounts = byDay.get(row.day ?? '')
    const id = ids.get(row.model ?? ALL) ?? REST
    amounts?.set(id, (amounts.get(id) ?? 0) + amountOf(metric, row))
  }
  return {
    series: [
      ...named.map(([model, total]) => ({ id: ids.get(model) ?? REST, title: model, total })),
      ...(rest.length === 0
        ? []
        : [{ id: REST, title: `${rest.length} other models`, total: rest.reduce((sum, [, total]) => sum + total, 0) }]),
    ],
    days: [...byDay].map(([day, amounts]) => ({ day, amounts: Object.fromEntries(amounts) })),
  }
}

const ALL = 'All models'
