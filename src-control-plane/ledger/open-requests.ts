// Requests that are under way, as the database knows them: what a crash leaves behind is found here, and what others have reserved.
import type { Insertable, Kysely, Transaction } from 'kysely'
import { z } from 'zod'
import { CredentialMode, ProviderId } from '#contract/gateway'
import type { Database, Tables } from '../database/index.ts'
import type { LedgerRow } from './rows.ts'
import { NO_TOKENS } from './tokens.ts'

export type OpenRow = Insertable<Tables['openRequest']>
type Writing = Kysely<Tables> | Transaction<Tables>

/** Who runs a request, and until when others must believe it. */
export type Lease = { runnerId: string; leaseUntil: number }

const name = z.string().nullable().catch(null)

/** What its row in the ledger will say, if nobody is left to say more. */
export const OpenFacts = z.object({
  provider: ProviderId,
  path: z.string(),
  ownerId: z.string(),
  mode: CredentialMode.nullable().catch(null),
  // What another version does not know is left out.
  model: name,
  hint: name,
  client: name,
  userAgent: name,
  session: name,
})
export type OpenFacts = z.infer<typeof OpenFacts>

export async function insertOpen(db: Writing, rows: readonly OpenRow[]): Promise<void> {
  await db.insertInto('openRequest').values(rows).execute()
}

export async function renewLeases(db: Writing, { runnerId, leaseUntil }: Lease): Promise<void> {
  await db.updateTable('openRequest').set({ leaseUntil }).where('runnerId', '=', runnerId).execute()
}

/** Abandoned ones taken over at once; the next time comes soon. */
const AT_ONCE = 200

/**
 * Writes the rows of requests that nobody runs any more: their lease ended. A SQLite file has one control plane at a time, so there a runner
 * that starts knows at once that those of every other runner are abandoned. Of several replicas one gets each. Answers how many.
 */
export async function settleAbandoned(
  { db, dialect, report }: Pick<Database, 'db' | 'dialect'> & { report: (error: unknown) => void },
  runnerId: string,
  now: number,
): Promise<number> {
  return db.transaction().execute(async (trx) => {
    const taken = await trx
      .deleteFrom('openRequest')
      .where('id', 'in', (e) =>
        e
          .selectFrom('openRequest')
          .select('id')
          .where((row) => {
            const ended = row('leaseUntil', '<', now)
            return dialect === 'sqlite' ? row.or([ended, row('runnerId', '!=', runnerId)]) : ended
          })
          .limit(AT_ONCE),
      )
      .returningAll()
      .execute()
    const rows = taken.flatMap((row) => interrupted(row, now) ?? [])
    // One that cannot be read must not keep the others, and those that come, from being written.
    if (rows.length < taken.length)
      report(new Error(`${taken.length - rows.length} requests under way could not be read`))
    if (rows.length > 0) {
      await trx
        .insertInto('ledgerEntry')
        .values(rows)
        .onConflict((conflict) => conflict.columns(['organizationId', 'id']).doNothing())
        .execute()
    }
    return taken.length
  })
}

/** As far as anybody knows; tokens that it used are not counted, since nobody was told them. */
export const INTERRUPTED = 'interrupted'

function interrupted(row: Required<OpenRow>, now: number): LedgerRow | null {
  const { organizationId, id, at, principal, leaseUntil } = row
  const { data: facts } = OpenFacts.safeParse(JSON.parse(row.facts))
  if (facts === undefined) return null
  return {
    ...facts,
    ...NO_TOKENS,
    organizationId,
    id,
    at,
    principal,
    status: 502,
    outcome: 'failed',
    error: INTERRUPTED,
    firstByteMs: null,
    durationMs: Math.max(0, Math.min(leaseUntil, now) - at),
    cost: null,
    priceVersion: null,
    tools: '[]',
    stopReason: null,
    upstreamId: null,
  }
}
