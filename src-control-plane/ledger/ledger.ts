// The ledger while a control plane runs: opens an entry for each request, says of those under way that somebody is still there, and takes
// over those of whom nobody is.
import type { Database } from '../database/index.ts'
import type { OrgScope } from '../identity/index.ts'
import { newId } from '../secret/index.ts'
import { type Door, type EntryDependencies, type EntryOptions, type OpenEntry, openEntry } from './entry.ts'
import { forgetOldPrompts } from './kept-prompts.ts'
import { INTERRUPTED, renewLeases, settleAbandoned } from './open-requests.ts'
import { LISTED, type Prices } from './prices.ts'
import { createWriter } from './writer.ts'

export type Ledger = AsyncDisposable & {
  readonly open: (scope: OrgScope, door: Door, options: EntryOptions) => OpenEntry
  /** Requests that are under way here. */
  readonly inFlight: () => number
  /** Rows that wait for the database. */
  readonly waiting: () => number
  /** For whoever reads: resolves when what has ended until now is written. */
  readonly written: () => Promise<void>
  /** What happens now and then by itself. */
  readonly keepUp: () => Promise<void>
}

export type LedgerDependencies = Pick<Database, 'db' | 'dialect'> & {
  now: () => number
  report: (error: unknown) => void
  /** Before those that are listed. */
  prices?: Prices | undefined
  onEnded?: EntryDependencies['onEnded']
  onLimited?: EntryDependencies['onLimited']
}

/** A process that has not renewed for this long is gone. */
const LEASE_MS = 30_000
/** Several chances within a lease, so that one slow write gives up no request. */
const RENEW_MS = 10_000

/** Takes over what a former process left. Disposing ends what is still open, and waits until all is written. */
export async function openLedger(given: LedgerDependencies): Promise<Ledger> {
  const { now, report, prices = [], onEnded = ignore, onLimited = ignore } = given
  const runnerId = newId('runner')
  const writer = createWriter(given)
  const lease = () => ({ runnerId, leaseUntil: now() + LEASE_MS })
  const deps: EntryDependencies = { ...given, prices: [...prices, LISTED], writer, lease, onEnded, onLimited }
  const open = new Set<OpenEntry>()
  const keepUp = async () => {
    writer.retry()
    await renewLeases(given.db, lease())
    while ((await settleAbandoned(given, runnerId, now())) > 0);
    await forgetOldPrompts(given, now())
  }
  await keepUp()
  const timer = setInterval(() => void keepUp().catch(report), RENEW_MS).unref()
  return {
    keepUp,
    inFlight: () => open.size,
    waiting: writer.waiting,
    written: writer.written,
    open(scope, door, options) {
      const over = () => {
        open.delete(entry)
        options.over?.()
      }
      const entry = openEntry(deps, scope, door, { ...options, over })
      open.add(entry)
      return entry
    },
    async [Symbol.asyncDispose]() {
      clearInterval(timer)
      for (const entry of open) void entry.close({ status: 502, outcome: 'failed', error: INTERRUPTED })
      await writer[Symbol.asyncDispose]()
    },
  }
}

const ignore = () => undefined
