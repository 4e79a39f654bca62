// The audit of an organization, newest first, a page at a time. A page begins after the entry that ended the one before, so what is added
// meanwhile shifts nothing.
import type { Selectable } from 'kysely'
import { z } from 'zod'
import type { AuditEntry, AuditQuery } from '#contract/audit'
import type { Database, Tables } from '../database/index.ts'
import type { OrgScope } from '../identity/index.ts'

export type AuditFilter = Omit<AuditQuery, 'before' | 'limit'>
/** The entry after which a page begins. */
type Cursor = Pick<AuditEntry, 'at' | 'id'>
type Reading = Pick<Database, 'read'>

export type AuditPageResult = { outcome: 'page'; entries: AuditEntry[]; more: boolean } | { outcome: 'no-such-entry' }

export async function readAuditPage(
  deps: Reading,
  scope: OrgScope,
  { before, limit, ...filter }: AuditQuery,
): Promise<AuditPageResult> {
  const cursor = before === undefined ? null : await findEntry(deps, scope, before)
  if (cursor === undefined) return { outcome: 'no-such-entry' }
  const entries = await readEntries(deps, scope, filter, cursor, limit + 1)
  return { outcome: 'page', entries: entries.slice(0, limit), more: entries.length > limit }
}

/** Entries read at once: a second of nobody's time, and some hundred KiB. */
const BATCH = 500

/** All that match, in batches: the next one is read when it is wanted. */
export async function* walkAudit(deps: Reading, scope: OrgScope, filter: AuditFilter): AsyncGenerator<AuditEntry[]> {
  let cursor: Cursor | null = null
  for (;;) {
    const batch: AuditEntry[] = await readEntries(deps, scope, filter, cursor, BATCH)
    if (batch.length > 0) yield batch
    cursor = batch.at(-1) ?? null
    if (batch.length < BATCH) return
  }
}

async function findEntry({ read }: Reading, scope: OrgScope, id: string): Promise<Cursor | undefined> {
  return read
    .selectFrom('auditEntry')
    .select(['at', 'id'])
    .where('organizationId', '=', scope.organizationId)
    .where('id', '=', id)
    .executeTakeFirst()
}

async function readEntries(
  { read }: Reading,
  scope: OrgScope,
  { action, actorUserId, from, to }: AuditFilter,
  after: Cursor | null,
  limit: number,
): Promise<AuditEntry[]> {
  let query = read.selectFrom('auditEntry').selectAll().where('organizationId', '=', scope.organizationId)
  if (action !== undefined) query = query.where('action', '=', action)
  if (actorUserId !== undefined) query = query.where('actorUserId', '=', actorUserId)
  if (from !== undefined) query = query.where('at', '>=', from)
  if (to !== undefined) query = query.where('at', '<', to)
  if (after !== null) {
    const { at, id } = after
    query = query.where((e) => e.or([e('at', '<', at), e.and([e('at', '=', at), e('id', '<', id)])]))
  }
  const rows = await query.orderBy('at', 'desc').orderBy('id', 'desc').limit(limit).execute()
  return rows.map(shown)
}

const Details = z.record(z.string(), z.string())

function shown({ organizationId: _, details, ...entry }: Selectable<Tables['auditEntry']>): AuditEntry {
  return { ...entry, details: Details.parse(JSON.parse(details)) }
}
