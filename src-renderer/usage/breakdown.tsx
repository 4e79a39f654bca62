// The sums of the days that are shown, by model, key, person or day; every table adds up to the totals.
import { useState } from 'react'
import type { UsageDimension, UsageRow } from '#contract/gateway'
import { failureOf } from '../host-client/index.ts'
import { dollarWords } from '../money/index.ts'
import {
  Cell,
  ColumnHeader,
  ErrorNotice,
  NoRows,
  RowHeader,
  SkeletonRows,
  Table,
  TableBody,
  TableHead,
  TableRow,
  Tabs,
} from '../ui/index.ts'
import type { Period } from './period.ts'
import { useUsageReport } from './use-usage.ts'
import { count, DIMENSIONS, dayWords } from './words.ts'

type BreakdownProps = { organizationId: string; period: Period; isAdmin: boolean }

/** What one colleague used is for admins. */
const OF_ADMINS = ['model', 'key', 'user', 'day'] as const
const OF_MEMBERS = ['model', 'day'] as const

export function Breakdown({ organizationId, period, isAdmin }: BreakdownProps) {
  const [by, setBy] = useState<UsageDimension>('model')
  const tabs = (isAdmin ? OF_ADMINS : OF_MEMBERS).map((value) => ({
    value,
    label: DIMENSIONS[value].tab,
    panel: value === by && <BreakdownTable by={value} organizationId={organizationId} period={period} />,
  }))
  return <Tabs label="Sums" tabs={tabs} value={by} onValueChange={setBy} />
}

function BreakdownTable({ by, organizationId, period }: Omit<BreakdownProps, 'isAdmin'> & { by: UsageDimension }) {
  const report = useUsageReport(organizationId, period, [by])
  if (report.isPending) return <SkeletonRows label="Loading the sums" />
  if (!report.data) return <ErrorNotice failure={failureOf(report.error)} onRetry={() => void report.refetch()} />
  const { rows, truncated } = report.data
  return (
    <>
      <Table label={`Usage ${DIMENSIONS[by].tab.toLowerCase()}`}>
        <TableHead>
          <TableRow>
            <ColumnHeader>{DIMENSIONS[by].column}</ColumnHeader>
            {NUMBERS.map(({ title }) => (
              <ColumnHeader key={title} className="text-right">
                {title}
              </ColumnHeader>
            ))}
          </TableRow>
        </TableHead>
        <TableBody>
          {rows.map((row) => (
            <SumRow key={idOf(row)} row={row} />
          ))}
          {rows.length === 0 && <NoRows columns={NUMBERS.length + 1}>Nothing was used in these days.</NoRows>}
        </TableBody>
      </Table>
      {truncated && (
        <p className="mt-2 text-xs text-ink-soft">These are not all rows. The exported table has every one.</p>
      )}
    </>
  )
}

const NUMBERS: readonly { title: string; of: (row: UsageRow) => string }[] = [
  { title: 'Requests', of: ({ requests }) => count(requests) },
  { title: 'Input tokens', of: ({ inputTokens }) => count(inputTokens) },
  { title: 'Output tokens', of: ({ outputTokens }) => count(outputTokens) },
  { title: 'Cached tokens', of: ({ cacheReadTokens, cacheWriteTokens }) => count(cacheReadTokens + cacheWriteTokens) },
  { title: 'Cost', of: costOf },
]

function costOf({ cost, unpriced, requests }: UsageRow): string {
  if (unpriced > 0 && unpriced === requests) return 'No price'
  return dollarWords(cost)
}

function SumRow({ row }: { row: UsageRow }) {
  return (
    <TableRow>
      <RowHeader className="max-w-80 truncate" title={nameOf(row)}>
        {nameOf(row)}
      </RowHeader>
      {NUMBERS.map(({ title, of }) => (
        <Cell key={title} className="text-right whitespace-nowrap tabular-nums">
          {of(row)}
        </Cell>
      ))}
    </TableRow>
  )
}

function nameOf({ day, model, key, user }: UsageRow): string {
  if (day !== undefined) return dayWords(day)
  return key?.name ?? user?.name ?? (model === '' || model === undefined ? 'No model named' : model)
}

const idOf = ({ day, model, key, user }: UsageRow) => `${day} ${model} ${key?.id} ${user?.id}`
