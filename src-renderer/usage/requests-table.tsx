// The ledger request by request, newest first. One can be opened for all that is known of it.
import type { LedgerEntry } from '#contract/gateway'
import {
  Badge,
  Cell,
  ColumnHeader,
  RelativeTime,
  RowHeader,
  Table,
  TableBody,
  TableHead,
  TableRow,
} from '../ui/index.ts'
import { costWords, count, duration, outcomeWords } from './words.ts'

type RequestsTableProps = { requests: readonly LedgerEntry[]; onOpen: (request: LedgerEntry) => void }

export function RequestsTable({ requests, onOpen }: RequestsTableProps) {
  return (
    <Table label="Requests">
      <TableHead>
        <TableRow>
          <ColumnHeader>When</ColumnHeader>
          <ColumnHeader>Model</ColumnHeader>
          <ColumnHeader>Program</ColumnHeader>
          <ColumnHeader>Status</ColumnHeader>
          <ColumnHeader className="text-right">Tokens in</ColumnHeader>
          <ColumnHeader className="text-right">Tokens out</ColumnHeader>
          <ColumnHeader className="text-right">Cost</ColumnHeader>
          <ColumnHeader className="text-right">Duration</ColumnHeader>
        </TableRow>
      </TableHead>
      <TableBody>
        {requests.map((request) => (
          <RequestRow key={request.id} request={request} onOpen={() => onOpen(request)} />
        ))}
      </TableBody>
    </Table>
  )
}

function RequestRow({ request, onOpen }: { request: LedgerEntry; onOpen: () => void }) {
  const { at, provider, path, model, client, inputTokens, outputTokens, durationMs } = request
  return (
    <TableRow onClick={onOpen}>
      <RowHeader className="whitespace-nowrap">
        <button type="button" className="rounded-sm underline-offset-3 group-hover/row:underline">
          <span className="sr-only">Request of </span>
          <RelativeTime at={at} />
        </button>
      </RowHeader>
      <Cell className="max-w-64 py-1.5">
        <span className="block truncate text-ink" title={model ?? undefined}>
          {model ?? path}
        </span>
        <span className="block truncate text-xs text-ink-faint">{provider}</span>
      </Cell>
      <Cell className="max-w-36 truncate">{client ?? '—'}</Cell>
      <Cell className="max-w-56">
        <Outcome {...request} />
      </Cell>
      <Cell className="text-right tabular-nums">{count(inputTokens)}</Cell>
      <Cell className="text-right tabular-nums">{count(outputTokens)}</Cell>
      <Cell className="text-right whitespace-nowrap tabular-nums">{costWords(request)}</Cell>
      <Cell className="text-right whitespace-nowrap tabular-nums">{duration(durationMs)}</Cell>
    </TableRow>
  )
}

export function Outcome({ outcome, status, error }: Pick<LedgerEntry, 'outcome' | 'status' | 'error'>) {
  const { words, tone } = outcomeWords(outcome)
  return (
    <span className="flex min-w-0 items-center gap-2">
      <Badge tone={tone}>
        {words} {status > 0 && <span className="tabular-nums">{status}</span>}
      </Badge>
      {error && (
        <span className="min-w-0 truncate text-xs" title={error}>
          {error}
        </span>
      )}
    </span>
  )
}
