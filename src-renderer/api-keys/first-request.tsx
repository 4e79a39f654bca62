// Whether what was set up works: the newest request that came with the key, as soon as the ledger has it.
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { CircleAlert, CircleCheck, Radio } from 'lucide-react'
import type { LedgerEntry } from '#contract/gateway'
import { host } from '../host-client/index.ts'
import { RelativeTime } from '../ui/index.ts'

/** A person looks at both windows and waits. Milliseconds. */
const POLL_MS = 3_000
/** Requests of others may have come since. */
const LOOKED_THROUGH = 100

type FirstRequestProps = { organizationId: string; keyId: string }

export function FirstRequest({ organizationId, keyId }: FirstRequestProps) {
  const { data } = useQuery({
    ...host.usage.requests.queryOptions({ organizationId, limit: LOOKED_THROUGH }),
    refetchInterval: POLL_MS,
  })
  const newest = data?.entries.find(({ principal }) => principal === keyId)
  return (
    <p role="status" className="flex flex-wrap items-center gap-x-2 gap-y-1 text-ink-soft">
      {newest ? <Seen request={newest} /> : <Waiting />}
    </p>
  )
}

function Waiting() {
  return (
    <>
      <Radio aria-hidden className="size-4 shrink-0 text-ink-faint" />
      No request of this key has come yet. The first one is shown here.
    </>
  )
}

function Seen({ request: { at, client, model, outcome, status, error } }: { request: LedgerEntry }) {
  const good = outcome === 'ok'
  return (
    <>
      {good ? (
        <CircleCheck aria-hidden className="size-4 shrink-0 text-ok-ink" />
      ) : (
        <CircleAlert aria-hidden className="size-4 shrink-0 text-danger-ink" />
      )}
      <span>
        <span className="font-medium text-ink">
          {good ? 'It works.' : `The newest request was answered ${status}.`}
        </span>{' '}
        {client ?? 'A program'} asked {model ?? 'for what there is'} <RelativeTime at={at} />
        {good || error === null ? '.' : `: ${error}`}
      </span>
      <Link to="/usage" className="font-medium text-accent-ink underline underline-offset-3">
        Usage
      </Link>
    </>
  )
}
