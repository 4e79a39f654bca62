// Counts what was used and what is held back, and holds back what this request may use, in one transaction that no other of the organization
// can come between: of many at once, no more pass than the limit allows.
import { sql, type Transaction } from 'kysely'
import { Failure } from '#contract/failure'
import type { Limits } from '#contract/gateway'
import type { Database, Tables } from '../database/index.ts'
import type { Holder, Limited, Reservation } from './limits.ts'
import { monthEnd, monthOf } from './month.ts'
import { insertOpen, type OpenRow } from './open-requests.ts'
import { EVERYBODY } from './settle.ts'
import { fullUntil } from './window.ts'

/** `paid`: with the organization's own credential, so that it counts for the month. */
export type Reserving = {
  readonly row: OpenRow
  readonly keyId: string | null
  readonly limited: Limited
  readonly paid: boolean
}

/** Throws `too-many-requests` that says when there is room again; nothing is held back then. */
export async function reserve({ db }: Pick<Database, 'db'>, reserving: Reserving, now: number): Promise<void> {
  await db.transaction().execute(async (trx) => {
    await waitInLine(trx, reserving.row.organizationId, now)
    for (const holder of holdersOf(reserving)) await requireRoom(trx, reserving, holder, now)
    await insertOpen(trx, [reserving.row])
  })
}

const holdersOf = ({ keyId }: Reserving): readonly Holder[] =>
  keyId === null ? ['organization'] : ['organization', 'key']

/** PostgreSQL holds the others back by this row until the transaction is over; SQLite runs one at a time anyway. */
async function waitInLine(trx: Transaction<Tables>, organizationId: string, now: number): Promise<void> {
  const row = { organizationId, id: EVERYBODY, month: monthOf(now), tokens: 0, cost: 0 }
  await trx
    .insertInto('monthlyUsage')
    .values(row)
    .onConflict((conflict) =>
      conflict.columns(['organizationId', 'id', 'month']).doUpdateSet({ tokens: sql`"monthlyUsage"."tokens"` }),
    )
    .execute()
}

async function requireRoom(trx: Transaction<Tables>, reserving: Reserving, holder: Holder, now: number): Promise<void> {
  const { row, keyId, limited, paid } = reserving
  const limits = limited[holder]
  const { organizationId } = row
  const principal = holder === 'key' ? keyId : null
  if (limits.requestsPerMinute !== null) {
    const until = await fullUntil(trx, organizationId, principal, limits.requestsPerMinute, now)
    if (until !== null) throw tooMany(holder, limits.requestsPerMinute, until - now)
  }
  if (!paid || (limits.tokensPerMonth === null && limits.costPerMonth === null)) return
  const used = await usedThisMonth(trx, organizationId, principal, now)
  const { reservedTokens: tokens, reservedCost: cost } = row
  const over = exceeded(limits, used, { tokens, cost })
  if (over !== null) throw usedUp(holder, over, now)
}

/** With what other requests hold back. */
async function usedThisMonth(
  trx: Transaction<Tables>,
  organizationId: string,
  principal: string | null,
  now: number,
): Promise<Reservation> {
  const settled = await trx
    .selectFrom('monthlyUsage')
    .select(['tokens', 'cost'])
    .where('organizationId', '=', organizationId)
    .where('id', '=', principal ?? EVERYBODY)
    .where('month', '=', monthOf(now))
    .executeTakeFirst()
  const mine = principal === null ? sql`` : sql`and "principal" = ${principal}`
  const held = await sql<Reservation>`select cast(coalesce(sum("reservedTokens"), 0) as bigint) as "tokens",
    cast(coalesce(sum("reservedCost"), 0) as bigint) as "cost"
    from "openRequest" where "organizationId" = ${organizationId} ${mine}`.execute(trx)
  const { tokens = 0, cost = 0 } = held.rows[0] ?? {}
  return { tokens: tokens + (settled?.tokens ?? 0), cost: cost + (settled?.cost ?? 0) }
}

type Exceeded = {
  readonly what: 'tokens' | 'cost'
  readonly limit: number
  readonly left: number
  readonly wanted: number
}

export function exceeded(limits: Limits, used: Reservation, wanted: Reservation): Exceeded | null {
  for (const [what, limit] of [
    ['tokens', limits.tokensPerMonth],
    ['cost', limits.costPerMonth],
  ] as const) {
    if (limit === null || used[what] + wanted[what] <= limit) continue
    return { what, limit, left: Math.max(0, limit - used[what]), wanted: wanted[what] }
  }
  return null
}

function tooMany(holder: Holder, limit: number, waitMs: number): Failure {
  return new Failure('too-many-requests', `${WHOSE[holder]} is limited to ${limit} requests a minute.`, {
    retryAfterS: Math.max(1, Math.ceil(waitMs / 1_000)),
  })
}

function usedUp(holder: Holder, { what, limit, left, wanted }: Exceeded, now: number): Failure {
  const say = what === 'tokens' ? (amount: number) => `${amount} tokens` : dollars
  return new Failure(
    'too-many-requests',
    `${WHOSE[holder]} is limited to ${say(limit)} a month. ${say(left)} are left, and this request may use ${say(wanted)}.`,
    { retryAfterS: Math.ceil((monthEnd(now) - now) / 1_000) },
  )
}

const WHOSE: Record<Holder, string> = { organization: 'Your organization', key: 'This API key' }
const dollars = (millionths: number) => `$${(millionths / 1_000_000).toFixed(2)}`
