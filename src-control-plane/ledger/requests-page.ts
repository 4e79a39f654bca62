// The ledger request by request, newest first, a page at a time. A page begins after the entry that ended the one before, so what is added
// meanwhile shifts nothing.
import type { Selectable } from 'kysely'
import { z } from 'zod'
import type { LedgerEntry, LedgerPage, LedgerQuery } from '#contract/gateway'
import { atLeast } from '#contract/organization'
import type { Tables } from '../database/index.ts'
import type { OrgScope } from '../identity/index.ts'
import { principalOf } from './principal.ts'
import type { Reading } from './sums.ts'

/** Null: there is no entry `before` which to begin, among those that the caller may see. */
export async function readPage(
  deps: Reading,
  scope: OrgScope,
  { before, limit }: LedgerQuery,
): Promise<LedgerPage | null> {
  let query = visible(deps, scope)
  if (before !== undefined) {
    const cursor = await findCursor(deps, scope, before)
    if (cursor === undefined) return null
    const { at, id } = cursor
    query = query.where((e) => e.or([e('at', '<', at), e.and([e('at', '=', at), e('id', '<', id)])]))
  }
  const rows = await query
    .selectAll()
    .orderBy('at', 'desc')
    .orderBy('id', 'desc')
    .limit(limit + 1)
    .execute()
  const entries = rows.slice(0, limit).map(shown)
  return { entries, next: rows.length > limit ? (entries.at(-1)?.id ?? null) : null }
}

/** Admins see everybody's; a person their own, and a service key what was asked with it. */
function visible({ read }: Reading, scope: OrgScope) {
  const own = read.selectFrom('ledgerEntry').where('organizationId', '=', scope.organizationId)
  if (atLeast(scope.role, 'admin')) return own
  return scope.userId === null
    ? own.where('principal', '=', principalOf(scope))
    : own.where('ownerId', '=', scope.userId)
}

function findCursor(deps: Reading, scope: OrgScope, id: string) {
  return visible(deps, scope).select(['at', 'id']).where('id', '=', id).executeTakeFirst()
}

const Tools = z.array(z.string())

function shown({ organizationId: _, ownerId: __, tools, ...entry }: Selectable<Tables['ledgerEntry']>): LedgerEntry {
  return { ...entry, tools: Tools.parse(JSON.parse(tools)) }
}
