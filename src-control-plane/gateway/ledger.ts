// The ledger: who asked which provider for what, how it ended and what it cost. Written once a request; prompts are not in it.
import type { LedgerEntry } from '#contract/gateway'
import type { Database } from '../database/index.ts'
import type { OrgScope } from '../identity/index.ts'
import { newId } from '../secret/index.ts'
import type { Endpoint } from './endpoints.ts'
import { NO_TOKENS, type TokenCounts } from './token-counts.ts'

type Facts = Pick<LedgerEntry, 'model' | 'mode' | 'hint'>
/** `model` is what the provider said, for a request that named none. */
type Ending = Pick<LedgerEntry, 'status' | 'outcome' | 'error'> & Partial<TokenCounts & Pick<LedgerEntry, 'model'>>

export type OpenEntry = {
  /** What becomes known on the way. */
  note: (facts: Partial<Facts>) => void
  noteFirstByte: () => void
  /** Writes the row. The first call wins: a request ends once. Never rejects: an answer is not lost with its row. */
  close: (ending: Ending) => Promise<void>
}

export type LedgerDependencies = Pick<Database, 'db'> & { now: () => number; report: (error: unknown) => void }

/** `over` is called once, when the request has ended. */
export function openEntry(
  { db, now, report }: LedgerDependencies,
  scope: OrgScope,
  endpoint: Endpoint,
  over: () => void = () => undefined,
): OpenEntry {
  const at = now()
  let facts: Facts = { model: null, mode: null, hint: null }
  const unknown = { client: null, userAgent: null, session: null, stopReason: null, upstreamId: null }
  let firstByteMs: number | null = null
  let closing: Promise<void> | undefined
  const write = async (ending: Ending) => {
    const row = {
      ...NO_TOKENS,
      ...unknown,
      cost: null,
      priceVersion: null,
      tools: '[]',
      organizationId: scope.organizationId,
      id: newId('req'),
      at,
      provider: endpoint.provider,
      path: endpoint.path,
      principal: scope.keyId ?? scope.ownerId,
      ownerId: scope.ownerId,
      firstByteMs,
      durationMs: now() - at,
      ...ending,
      ...facts,
      model: facts.model ?? ending.model ?? null,
    }
    await db.insertInto('ledgerEntry').values(row).execute().catch(report)
  }
  return {
    note: (more) => {
      facts = { ...facts, ...more }
    },
    noteFirstByte: () => {
      firstByteMs ??= now() - at
    },
    close: (ending) => {
      if (closing === undefined) over()
      closing ??= write(ending)
      return closing
    },
  }
}
