// What an organization used, by day, model, key and person.
import type { UsageDimension, UsageReport, UsageRow, UsageTotals } from '#contract/gateway'
import type { OrgScope } from '../identity/index.ts'
import { namesOf } from './names.ts'
import { dayOf, type Period } from './period.ts'
import { type Reading, type Sum, sumsOf, totalOf } from './sums.ts'

/** What a page can show; `total` counts the rest too. */
const MAX_ROWS = 1_000
/** What a spreadsheet can take; what is left is one row more, so that the sums stay those of the ledger. */
const MAX_TABLE_ROWS = 50_000

export async function readReport(
  deps: Reading,
  scope: OrgScope,
  period: Period,
  by: readonly UsageDimension[],
): Promise<UsageReport> {
  const total = await totalOf(deps, scope, 'everybody', period)
  const sums = await sumsOf(deps, scope, 'everybody', period, by, MAX_ROWS + 1)
  const rows = await rowsOf(deps, scope, sums.slice(0, MAX_ROWS))
  return { from: period.from, to: period.to, total, rows, truncated: sums.length > MAX_ROWS }
}

/** All of it. `rest` is what does not fit into the rows; null when everything does. */
export async function readTable(
  deps: Reading,
  scope: OrgScope,
  period: Period,
  by: readonly UsageDimension[],
): Promise<{ rows: UsageRow[]; rest: UsageTotals | null }> {
  const sums = await sumsOf(deps, scope, 'everybody', period, by, MAX_TABLE_ROWS + 1)
  if (sums.length <= MAX_TABLE_ROWS) return { rows: await rowsOf(deps, scope, sums), rest: null }
  const fitting = sums.slice(0, MAX_TABLE_ROWS)
  const total = await totalOf(deps, scope, 'everybody', period)
  return { rows: await rowsOf(deps, scope, fitting), rest: fitting.reduce(without, total) }
}

function without(total: UsageTotals, part: UsageTotals): UsageTotals {
  return {
    requests: total.requests - part.requests,
    inputTokens: total.inputTokens - part.inputTokens,
    outputTokens: total.outputTokens - part.outputTokens,
    cacheReadTokens: total.cacheReadTokens - part.cacheReadTokens,
    cacheWriteTokens: total.cacheWriteTokens - part.cacheWriteTokens,
    cost: total.cost - part.cost,
    unpriced: total.unpriced - part.unpriced,
  }
}

async function rowsOf(deps: Reading, scope: OrgScope, sums: readonly Sum[]): Promise<UsageRow[]> {
  const named = (which: 'key' | 'user') => sums.flatMap((sum) => sum[which] ?? [])
  const names = await namesOf(deps, scope, named('key'), named('user'))
  return sums.map(({ day, model, key, user, ...totals }) => ({
    ...(day === undefined ? {} : { day: dayOf(day) }),
    ...(model === undefined ? {} : { model }),
    ...(key === undefined ? {} : { key: names.key(key) }),
    ...(user === undefined ? {} : { user: names.user(user) }),
    ...totals,
  }))
}
