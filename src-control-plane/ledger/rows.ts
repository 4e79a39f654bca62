// A row of the ledger as it is written.
import type { Insertable } from 'kysely'
import type { Tables } from '../database/index.ts'

export type LedgerRow = Insertable<Tables['ledgerEntry']>

/** What a month has used at the organization's expense: a caller's own credential is their own affair. */
export const countsForMonth = ({ mode, inputTokens, outputTokens, cacheReadTokens, cacheWriteTokens }: LedgerRow) =>
  mode === 'centralized' && inputTokens + outputTokens + cacheReadTokens + cacheWriteTokens > 0
