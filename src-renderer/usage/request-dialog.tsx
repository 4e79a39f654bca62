// All that the ledger knows of one request.
import type { ReactNode } from 'react'
import type { LedgerEntry } from '#contract/gateway'
import { Dialog, Fact, Facts } from '../ui/index.ts'
import { Outcome } from './requests-table.tsx'
import { costWords, count, duration, modeWords } from './words.ts'

type RequestDialogProps = {
  /** None while the dialog is closed. */
  request: LedgerEntry | undefined
  /** How whoever asked is called. */
  whose: string | undefined
  /** Beneath all else. */
  children?: ReactNode
  onClose: () => void
}

const moment = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeStyle: 'medium' })

export function RequestDialog({ request, whose, onClose, children }: RequestDialogProps) {
  return (
    <Dialog
      open={request !== undefined}
      onOpenChange={(open) => !open && onClose()}
      size="lg"
      title={request?.model ?? 'Request'}
      description={request && moment.format(request.at)}
    >
      {request && (
        <div className="flex flex-col gap-4">
          <Details request={request} whose={whose} />
          {children}
        </div>
      )}
    </Dialog>
  )
}

function Details({ request, whose }: { request: LedgerEntry; whose: string | undefined }) {
  const tools = request.tools.join(', ')
  return (
    <>
      <Facts>
        <Fact name="Status">
          <Outcome {...request} error={null} />
        </Fact>
        {request.error && <Fact name="Error">{request.error}</Fact>}
        <Fact name="Asked of">
          {request.provider} <code className="font-mono text-xs">{request.path}</code>
        </Fact>
        <Fact name="With">
          {modeWords(request.mode)} {request.hint && <code className="font-mono text-xs">{request.hint}</code>}
        </Fact>
        <Fact name="Asked by" copy={request.principal}>
          {whose ?? <code className="font-mono text-xs">{request.principal}</code>}
        </Fact>
        <Fact name="Program">
          {request.client ?? '—'}{' '}
          {request.userAgent && <span className="text-xs text-ink-soft">{request.userAgent}</span>}
        </Fact>
        {request.session && (
          <Fact name="Conversation" copy={request.session}>
            <code className="font-mono text-xs wrap-anywhere">{request.session}</code>
          </Fact>
        )}
      </Facts>
      <Facts>
        <Fact name="Time">
          <span>
            {duration(request.durationMs)}
            {request.firstByteMs !== null && (
              <span className="text-ink-soft">, the first byte after {duration(request.firstByteMs)}</span>
            )}
          </span>
        </Fact>
        <Fact name="Tokens">
          <span className="tabular-nums">
            {count(request.inputTokens)} in, {count(request.outputTokens)} out, {count(request.cacheReadTokens)} from
            the cache, {count(request.cacheWriteTokens)} into it
          </span>
        </Fact>
        <Fact name="Cost">
          {costWords(request)}
          {request.priceVersion && <span className="text-ink-soft">by the prices of {request.priceVersion}</span>}
        </Fact>
        {tools && <Fact name="Tools called">{tools}</Fact>}
        {request.stopReason && <Fact name="Stopped by">{request.stopReason}</Fact>}
      </Facts>
      <Facts>
        <Fact name="Request id" copy={request.id}>
          <code className="font-mono text-xs wrap-anywhere">{request.id}</code>
        </Fact>
        {request.upstreamId && (
          <Fact name="Provider’s id" copy={request.upstreamId}>
            <code className="font-mono text-xs wrap-anywhere">{request.upstreamId}</code>
          </Fact>
        )}
      </Facts>
    </>
  )
}
