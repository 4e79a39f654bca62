// The entries as a table: when, who did what to whom, and from where.
import type { AuditEntry } from '#contract/audit'
import {
  Cell,
  ColumnHeader,
  NoRows,
  RelativeTime,
  RowHeader,
  Table,
  TableBody,
  TableHead,
  TableRow,
} from '../ui/index.ts'
import { ACTIONS, detailWords, isOneself } from './audit-words.ts'

export function AuditTable({ entries }: { entries: readonly AuditEntry[] }) {
  return (
    <Table label="Audit">
      <TableHead>
        <tr>
          <ColumnHeader>When</ColumnHeader>
          <ColumnHeader>What</ColumnHeader>
          <ColumnHeader>Details</ColumnHeader>
          <ColumnHeader>From</ColumnHeader>
        </tr>
      </TableHead>
      <TableBody>
        {entries.map((entry) => (
          <AuditRow key={entry.id} entry={entry} />
        ))}
        {entries.length === 0 && <NoRows columns={4}>Nothing of that kind was written down.</NoRows>}
      </TableBody>
    </Table>
  )
}

function AuditRow({ entry }: { entry: AuditEntry }) {
  const { at, action, actorName, targetName, details, from } = entry
  return (
    <TableRow>
      <RowHeader className="w-px font-normal whitespace-nowrap text-ink-soft">
        <RelativeTime at={at} />
      </RowHeader>
      <Cell className="min-w-52 py-2 wrap-anywhere">
        <span className="font-medium text-ink">{actorName}</span> {ACTIONS[action].verb}{' '}
        {targetName && !isOneself(entry) && <span className="font-medium text-ink">{targetName}</span>}
      </Cell>
      <Cell className="py-2 text-xs wrap-anywhere">{detailWords(details)}</Cell>
      <Cell className="w-px font-mono text-xs whitespace-nowrap text-ink-faint">{from ?? '—'}</Cell>
    </TableRow>
  )
}
