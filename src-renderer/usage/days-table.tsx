// Sums by day and model, newest day first.
import type { UsageReport } from '#contract/gateway'
import { Cell, ColumnHeader, RowHeader, Table, TableBody, TableHead, TableRow } from '../ui/index.ts'
import { count, dayWords } from './words.ts'

export function DaysTable({ rows }: { rows: UsageReport['rows'] }) {
  return (
    <section aria-labelledby="usage-days">
      <h2 id="usage-days" className="mb-2 font-semibold">
        By day and model
      </h2>
      <Table label="Usage by day and model">
        <TableHead>
          <TableRow>
            <ColumnHeader>Day (UTC)</ColumnHeader>
            <ColumnHeader>Model</ColumnHeader>
            <ColumnHeader className="text-right">Requests</ColumnHeader>
            <ColumnHeader className="text-right">Input tokens</ColumnHeader>
            <ColumnHeader className="text-right">Output tokens</ColumnHeader>
          </TableRow>
        </TableHead>
        <TableBody>
          {rows.map(({ day = '', model = '', requests, inputTokens, outputTokens }) => (
            <TableRow key={`${day} ${model}`}>
              <RowHeader className="whitespace-nowrap">{dayWords(day)}</RowHeader>
              <Cell>{model}</Cell>
              <Cell className="text-right tabular-nums">{count(requests)}</Cell>
              <Cell className="text-right tabular-nums">{count(inputTokens)}</Cell>
              <Cell className="text-right tabular-nums">{count(outputTokens)}</Cell>
            </TableRow>
          ))}
        </TableBody>
      </Table>
    </section>
  )
}
