// The hosts of an organization as rows. A host belongs to one organization and one owner for its whole life; its name may change.
import type { Host, OfflineReason, RegisterHostRequest } from '#contract/host'
import { atLeast } from '#contract/organization'
import { type Actor, recordAudit } from '../audit/index.ts'
import type { Database } from '../database/index.ts'
import type { OrgScope } from '../identity/index.ts'

type StoreDependencies = Pick<Database, 'db' | 'read'> & { now: () => number }

/** What is known of a host without its channel. Offline since then, for that reason, unless it is connected now. */
export type HostRow = Pick<Host, 'id' | 'organizationId' | 'name' | 'createdAt'> & {
  /** A user, or the organization itself. */
  ownerId: string
  offlineSince: number
  offlineReason: OfflineReason
}

export type RegisterResult =
  | { outcome: 'registered'; host: HostRow }
  | { outcome: 'owned-by-another' }
  | { outcome: 'limit-reached'; limit: number }

/** Hosts of one person in one organization: more machines than a person has, even with a fresh home for each of many trials. */
const MAX_HOSTS_PER_OWNER = 100

const COLUMNS = ['id', 'organizationId', 'name', 'ownerId', 'createdAt', 'offlineSince', 'offlineReason'] as const

/**
 * The same id again is the same host, under the name given last. Another organization may hold the same id: those are two hosts
 * that know nothing of each other, and so nobody can find out by registering what another organization has.
 */
export async function registerHost(
  { db, now }: StoreDependencies,
  scope: OrgScope,
  { id, name }: Pick<RegisterHostRequest, 'id' | 'name'>,
): Promise<RegisterResult> {
  const { organizationId, ownerId } = scope
  return db.transaction().execute(async (trx): Promise<RegisterResult> => {
    const own = await trx
      .selectFrom('host')
      .select('id')
      .where('organizationId', '=', organizationId)
      .where('ownerId', '=', ownerId)
      .limit(MAX_HOSTS_PER_OWNER)
      .execute()
    if (own.length === MAX_HOSTS_PER_OWNER && !own.some((host) => host.id === id))
      return { outcome: 'limit-reached', limit: MAX_HOSTS_PER_OWNER }
    const createdAt = now()
    const fresh = { organizationId, id, name, ownerId, createdAt, offlineSince: createdAt }
    const host = await trx
      .insertInto('host')
      .values({ ...fresh, offlineReason: 'never-connected' })
      .onConflict((conflict) =>
        conflict.columns(['organizationId', 'id']).doUpdateSet({ name }).where('host.ownerId', '=', ownerId),
      )
      .returning(COLUMNS)
      .executeTakeFirst()
    return host === undefined ? { outcome: 'owned-by-another' } : { outcome: 'registered', host }
  })
}

export function listHosts({ read }: Pick<Database, 'read'>, scope: OrgScope): Promise<HostRow[]> {
  return read
    .selectFrom('host')
    .select(COLUMNS)
    .where('organizationId', '=', scope.organizationId)
    .orderBy('name')
    .orderBy('id')
    .execute()
}

/**
 * Its owner may attach to a host and speak for it. One that a service key registered is the organization's own: its service keys
 * speak for it, its admins attach. See docs/decisions/host-owner-attaches.md.
 */
export function mayAttach(scope: OrgScope, { ownerId }: Pick<HostRow, 'ownerId'>): boolean {
  return ownerId === scope.organizationId ? atLeast(scope.role, 'admin') : ownerId === scope.ownerId
}

/** The host if the caller speaks for it: it is what it registered. */
export async function findOwnHost(deps: Pick<Database, 'read'>, scope: OrgScope, id: string): Promise<HostRow | null> {
  const host = await findHost(deps, scope, id)
  return host?.ownerId === scope.ownerId ? host : null
}

/** The host if the caller may attach to it: whoever may not is answered as if there were none (R2). */
export async function findAttachableHost(
  deps: Pick<Database, 'read'>,
  scope: OrgScope,
  id: string,
): Promise<HostRow | null> {
  const host = await findHost(deps, scope, id)
  return host !== null && mayAttach(scope, host) ? host : null
}

async function findHost({ read }: Pick<Database, 'read'>, scope: OrgScope, id: string): Promise<HostRow | null> {
  const host = await read
    .selectFrom('host')
    .select(COLUMNS)
    .where('organizationId', '=', scope.organizationId)
    .where('id', '=', id)
    .executeTakeFirst()
  return host ?? null
}

export type RevokeResult = { outcome: 'revoked' } | { outcome: 'not-found' } | { outcome: 'not-allowed' }

/** By its owner or an admin. What is open on it ends by the announcement (R9). */
export async function revokeHost(
  { db, now, changes }: StoreDependencies & Pick<Database, 'changes'>,
  scope: OrgScope,
  actor: Actor,
  id: string,
): Promise<RevokeResult> {
  const { organizationId } = scope
  const result = await db.transaction().execute(async (trx): Promise<RevokeResult> => {
    const host = await findHost({ read: trx }, scope, id)
    if (host === null) return { outcome: 'not-found' }
    if (host.ownerId !== scope.ownerId && !atLeast(scope.role, 'admin')) return { outcome: 'not-allowed' }
    const { numDeletedRows } = await trx
      .deleteFrom('host')
      .where('organizationId', '=', organizationId)
      .where('id', '=', id)
      .executeTakeFirst()
    // Somebody else was faster.
    if (numDeletedRows === 0n) return { outcome: 'not-found' }
    await recordAudit(trx, now, organizationId, actor, { action: 'host-revoked', target: { id, name: host.name } })
    return { outcome: 'revoked' }
  })
  if (result.outcome === 'revoked') changes.announce({ table: 'host', organizationId, userId: null, id })
  return result
}

/** Said once when a host connects, as what would be true if this process died now, and again when its channel ends. */
export async function recordOffline(
  { db, now }: Pick<StoreDependencies, 'db' | 'now'>,
  { organizationId }: OrgScope,
  id: string,
  offlineReason: OfflineReason,
): Promise<void> {
  await db
    .updateTable('host')
    .set({ offlineSince: now(), offlineReason })
    .where('organizationId', '=', organizationId)
    .where('id', '=', id)
    .execute()
}
