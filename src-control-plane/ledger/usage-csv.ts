// Usage as a table for spreadsheets: one line a row, and the columns that were asked for.
import { BYTE_ORDER_MARK, csvLine } from '#contract/csv'
import type { UsageDimension, UsageRow, UsageTotals } from '#contract/gateway'

/** Stands in each column of a line that is many. */
const REST = '(everything else)'

const TOTALS = [
  'requests',
  'inputTokens',
  'outputTokens',
  'cacheReadTokens',
  'cacheWriteTokens',
  'cost',
  'unpriced',
] as const satisfies readonly (keyof UsageTotals)[]

type Column = { name: string; of: (row: UsageRow) => string }

/** A key and a person have two: which one it is, and how it is called. */
const COLUMNS: Record<UsageDimension, readonly Column[]> = {
  day: [{ name: 'day', of: ({ day = '' }) => day }],
  model: [{ name: 'model', of: ({ model = '' }) => model }],
  key: [
    { name: 'key', of: ({ key }) => key?.id ?? '' },
    { name: 'keyName', of: ({ key }) => key?.name ?? '' },
  ],
  user: [
    { name: 'user', of: ({ user }) => user?.id ?? '' },
    { name: 'userName', of: ({ user }) => user?.name ?? '' },
  ],
}

export function usageCsv(
  by: readonly UsageDimension[],
  { rows, rest }: { rows: readonly UsageRow[]; rest: UsageTotals | null },
): string {
  const columns = by.flatMap((dimension) => COLUMNS[dimension])
  const numbers = (totals: UsageTotals) => TOTALS.map((name) => String(totals[name]))
  const lines = rows.map((row) => [...columns.map(({ of }) => of(row)), ...numbers(row)])
  const last = rest === null ? [] : [[...columns.map(() => REST), ...numbers(rest)]]
  const heading = [...columns.map(({ name }) => name), ...TOTALS]
  return BYTE_ORDER_MARK + [heading, ...lines, ...last].map(csvLine).join('')
}
