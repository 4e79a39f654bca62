// The last minute of requests, as limits count it: it slides, and holds those that are still under way. Refused ones do not count.
import { type Kysely, type RawBuilder, sql, type Transaction } from 'kysely'
import type { Tables } from '../database/index.ts'

export const WINDOW_MS = 60_000

type Reading = Kysely<Tables> | Transaction<Tables>

/** `principal` null: everybody's. */
export async function requestsInWindow(
  read: Reading,
  organizationId: string,
  principal: string | null,
  now: number,
): Promise<number> {
  const counted = inWindow(organizationId, principal, now)
  const query = sql<{ count: number }>`select count(*) as "count" from (${counted}) as "counted"`
  return (await query.execute(read)).rows[0]?.count ?? 0
}

/** When there is room for one more, in milliseconds since the epoch; null: now. */
export async function fullUntil(
  read: Reading,
  organizationId: string,
  principal: string | null,
  limit: number,
  now: number,
): Promise<number | null> {
  // With as many as the limit in the window, the oldest of the latest so many must leave it first.
  const query = sql<{
    at: number
  }>`${inWindow(organizationId, principal, now)} order by "at" desc limit 1 offset ${limit - 1}`
  const [blocking] = (await query.execute(read)).rows
  return blocking === undefined ? null : blocking.at + WINDOW_MS
}

function inWindow(organizationId: string, principal: string | null, now: number): RawBuilder<unknown> {
  const mine = principal === null ? sql`` : sql`and "principal" = ${principal}`
  const since = now - WINDOW_MS
  return sql`select "at" from "ledgerEntry"
      where "organizationId" = ${organizationId} and "at" > ${since} and "outcome" <> 'refused' ${mine}
    union all
    select "at" from "openRequest" where "organizationId" = ${organizationId} and "at" > ${since} ${mine}`
}
