// The ledger's own pen: what begins and what ends is written in order, many together where many come. What the database does not take now is
// kept for when it does again; a row that it will never take is reported and holds up no other.
import { type Database, isOutage } from '../database/index.ts'
import { type Batches, createBatches } from './batches.ts'
import { insertOpen, type OpenRow } from './open-requests.ts'
import type { LedgerRow } from './rows.ts'
import { type Ended, settle } from './settle.ts'

export type Writing =
  | { readonly what: 'begun'; readonly row: OpenRow }
  /** `open`: it was written that it had begun, or is about to be. */
  | { readonly what: 'ended'; readonly row: LedgerRow; readonly open: boolean }

export type Writer = AsyncDisposable & {
  /** Resolves when it was written, or when the database could not: it never rejects. */
  readonly write: (writing: Writing) => Promise<void>
  /** Resolves when all that was given so far is written. */
  readonly written: () => Promise<void>
  /** Tries again what the database did not take. */
  readonly retry: () => void
  /** How many of those there are. */
  readonly waiting: () => number
}

/** Long enough for a crowd to be written together, and for what begins and ends at once to be one row; what a crash can lose. Milliseconds. */
const LINGER_MS = 10

/** Rows that wait for a database that is away: some ten MiB. More are reported and lost. */
const MAX_KEPT = 10_000

type Dependencies = Pick<Database, 'db'> & { report: (error: unknown) => void }

export function createWriter({ db, report }: Dependencies): Writer {
  let kept: Writing[] = []
  const batches: Batches<Writing> = createBatches(LINGER_MS, writeAll)
  async function writeAll(writings: readonly Writing[]): Promise<void> {
    try {
      const { begun, ended } = sorted(writings)
      await db.transaction().execute(async (trx) => {
        if (begun.length > 0) await insertOpen(trx, begun)
        if (ended.length > 0) await settle(trx, ended)
      })
    } catch (error) {
      if (isOutage(error)) return keep(writings, error)
      if (writings.length === 1) return report(error)
      for (const writing of writings) await writeAll([writing])
    }
  }
  function keep(writings: readonly Writing[], error: unknown): void {
    report(error)
    // That something began says nothing any more once it has ended.
    kept = [...kept, ...writings.filter(({ what }) => what === 'ended')]
    if (kept.length > MAX_KEPT) report(new Error(`${kept.length - MAX_KEPT} rows of the ledger are lost`))
    kept = kept.slice(-MAX_KEPT)
  }
  const retry = () => {
    const again = kept
    kept = []
    for (const writing of again) void batches.add(writing)
  }
  return {
    write: batches.add,
    written: batches.flush,
    retry,
    waiting: () => kept.length,
    async [Symbol.asyncDispose]() {
      retry()
      await batches[Symbol.asyncDispose]()
    },
  }
}

/** What begins and ends in one go is written once, as ended. */
function sorted(writings: readonly Writing[]): { begun: OpenRow[]; ended: Ended[] } {
  const begun = new Map(writings.flatMap((one) => (one.what === 'begun' ? [[one.row.id, one.row] as const] : [])))
  const ended = writings.flatMap((one) => {
    if (one.what === 'begun') return []
    const isNew = begun.delete(one.row.id)
    return [{ row: one.row, open: one.open && !isNew }]
  })
  return { begun: [...begun.values()], ended }
}
