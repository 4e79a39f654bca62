// The end of requests, in one transaction: no longer under way, in the ledger, counted for the month. What was written already is not
// counted again, so that trying again after a broken connection is harmless.
import { type Kysely, sql, type Transaction } from 'kysely'
import type { Tables } from '../database/index.ts'
import { monthOf } from './month.ts'
import { INTERRUPTED } from './open-requests.ts'
import { countsForMonth, type LedgerRow } from './rows.ts'

/** `open`: whether a row says that it is under way. */
export type Ended = { readonly row: LedgerRow; readonly open: boolean }

/** Under this id `monthlyUsage` has the sums of everybody. */
export const EVERYBODY = 'organization'

export async function settle(trx: Transaction<Tables>, ended: readonly Ended[]): Promise<void> {
  const open = ended.filter((one) => one.open).map(({ row }) => row)
  if (open.length > 0) await deleteOpen(trx, open)
  const written = await insertRows(trx, ended.map(({ row }) => row).sort(byKey))
  const used = sumsByMonth(ended.map(({ row }) => row).filter(({ id }) => written.has(id)))
  if (used.length > 0) await addToMonths(trx, used)
}

async function deleteOpen(trx: Transaction<Tables>, rows: readonly LedgerRow[]): Promise<void> {
  const organizations = [...new Set(rows.map(({ organizationId }) => organizationId))]
  const own = trx.deleteFrom('openRequest').where('organizationId', 'in', organizations)
  const ids = rows.map(({ id }) => id)
  await own.where('id', 'in', ids).execute()
}

/** A request that was given up, and is not, is told as it was. Answers the ids of those that are new, or told anew. */
async function insertRows(trx: Transaction<Tables>, rows: readonly LedgerRow[]): Promise<Set<string>> {
  const written = await trx
    .insertInto('ledgerEntry')
    .values(rows)
    .onConflict((conflict) =>
      conflict
        .columns(['organizationId', 'id'])
        .doUpdateSet((e) => Object.fromEntries(TOLD.map((column) => [column, e.ref(`excluded.${column}`)])))
        .where('ledgerEntry.error', '=', INTERRUPTED),
    )
    .returning('id')
    .execute()
  return new Set(written.map(({ id }) => id))
}

const TOLD = [
  'model',
  'status',
  'outcome',
  'firstByteMs',
  'durationMs',
  'inputTokens',
  'outputTokens',
  'cacheReadTokens',
  'cacheWriteTokens',
  'cost',
  'priceVersion',
  'tools',
  'stopReason',
  'upstreamId',
  'error',
] as const

type MonthSum = Tables['monthlyUsage']

function sumsByMonth(rows: readonly LedgerRow[]): MonthSum[] {
  const sums = new Map<string, MonthSum>()
  for (const row of rows.filter(countsForMonth)) {
    const { organizationId, principal, at, cost } = row
    const tokens = row.inputTokens + row.outputTokens + row.cacheReadTokens + row.cacheWriteTokens
    for (const id of [EVERYBODY, principal]) {
      const month = monthOf(at)
      const name = `${organizationId} ${id} ${month}`
      const sum = sums.get(name) ?? { organizationId, id, month, tokens: 0, cost: 0 }
      sums.set(name, { ...sum, tokens: sum.tokens + tokens, cost: sum.cost + (cost ?? 0) })
    }
  }
  return [...sums.values()].sort(byKey)
}

/** One order for all, so that no two transactions wait for each other. */
function byKey(one: { organizationId: string; id: string }, other: { organizationId: string; id: string }): number {
  const [a, b] = [`${one.organizationId} ${one.id}`, `${other.organizationId} ${other.id}`]
  return a < b ? -1 : a > b ? 1 : 0
}

async function addToMonths(trx: Transaction<Tables> | Kysely<Tables>, sums: readonly MonthSum[]): Promise<void> {
  await trx
    .insertInto('monthlyUsage')
    .values(sums)
    .onConflict((conflict) =>
      conflict.columns(['organizationId', 'id', 'month']).doUpdateSet({
        tokens: sql`"monthlyUsage"."tokens" + excluded."tokens"`,
        cost: sql`"monthlyUsage"."cost" + excluded."cost"`,
      }),
    )
    .execute()
}
