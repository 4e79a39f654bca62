// The last minute of requests, as limits count it: it slides, and holds those that are still under way.
import { sql } from 'kysely'
import type { Database } from '../database/index.ts'

export const WINDOW_MS = 60_000

type Reading = Pick<Database, 'read'>

/** `principal` null: everybody's. Requests that were refused do not count. */
export async function requestsSince(
  { read }: Reading,
  organizationId: string,
  principal: string | null,
  since: number,
): Promise<number> {
  const query = sql<{
    count: number
  }>`select count(*) as "count" from (${counted(organizationId, principal, since)}) as "counted"`
  return (await query.execute(read)).rows[0]?.count ?? 0
}

function counted(organizationId: string, principal: string | null, since: number) {
  const mine = principal === null ? sql`` : sql`and "principal" = ${principal}`
  return sql`select "at" from "ledgerEntry"
      where "organizationId" = ${organizationId} and "at" > ${since} and "outcome" <> 'refused' ${mine}
    union all
    select "at" from "openRequest" where "organizationId" = ${organizationId} and "at" > ${since} ${mine}`
}
