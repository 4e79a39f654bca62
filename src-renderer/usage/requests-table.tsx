// The latest requests as the ledger has them.
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
import { count, duration, modeWords, outcomeWords } from './words.ts'

export function RequestsTable({ requests }: { requests: readonly LedgerEntry[] }) {
  return (
    <section aria-labelledby="usage-requests">
      <h2 id="usage-requests" className="mb-2 font-semibold">
        Recent requests
      </h2>
      <Table label="Recent requests">
        <TableHead>
          <TableRow>
            <ColumnHeader>When</ColumnHeader>
            <ColumnHeader>Model</ColumnHeader>
            <ColumnHeader>Credential</ColumnHeader>
            <ColumnHeader>Status</ColumnHeader>
            <ColumnHeader className="text-right">Tokens in</ColumnHeader>
            <ColumnHeader className="text-right">Tokens out</ColumnHeader>
            <ColumnHeader className="text-right">Duration</ColumnHeader>
          </TableRow>
        </TableHead>
        <TableBody>
          {requests.map((request) => (
            <RequestRow key={request.id} request={request} />
          ))}
        </TableBody>
      </Table>
    </section>
  )
}

function RequestRow({ request }: { request: LedgerEntry }) {
  const { at, provider, model, mode, status, outcome, error, inputTokens, outputTokens, durationMs } = request
  const { words, tone } = outcomeWords(outcome)
  return (
    <TableRow>
      <RowHeader>
        <RelativeTime at={at} />
      </RowHeader>
      <Cell>
        <span className="text-ink">{model ?? '—'}</span> <span className="text-xs text-ink-faint">{provider}</span>
      </Cell>
      <Cell>{modeWords(mode)}</Cell>
      <Cell>
        <span className="flex items-center gap-2">
          <Badge tone={tone}>
            {words} {status > 0 && <span className="tabular-nums">{status}</span>}
          </Badge>
          {error && (
            <span className="max-w-64 truncate text-xs" title={error}>
              {error}
            </span>
          )}
        </span>
      </Cell>
      <Cell className="text-right tabular-nums">{count(inputTokens)}</Cell>
      <Cell className="text-right tabular-nums">{count(outputTokens)}</Cell>
      <Cell className="text-right whitespace-nowrap tabular-nums">{duration(durationMs)}</Cell>
    </TableRow>
  )
}
