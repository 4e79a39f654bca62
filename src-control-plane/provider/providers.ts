// The providers of an organization: saved and deleted by admins, seen by members, their secrets sealed and never returned.
import type { Selectable, Transaction } from 'kysely'
import {
  MAX_PROVIDERS,
  type Provider,
  type ProviderCheck,
  type ProviderId,
  type SaveProviderRequest,
} from '#contract/gateway'
import { type Actor, recordAudit } from '../audit/index.ts'
import type { Database, Tables } from '../database/index.ts'
import type { OrgScope } from '../identity/index.ts'
import { needsSecret } from '../upstream/index.ts'
import type { CredentialConditions } from './credential-conditions.ts'
import type { ProviderDependencies } from './dependencies.ts'
import { emptyPool, insertIntoPool, type PoolRow, poolOf, poolsOf } from './pool-rows.ts'
import { checkKept, checkNew } from './stored-check.ts'

export type ProviderRow = Selectable<Tables['provider']>

/** By name, which is also the order in which the default agent prefers them. */
export async function listProviders(
  { read, conditions }: Pick<ProviderDependencies, 'read' | 'conditions'>,
  { organizationId }: OrgScope,
): Promise<Provider[]> {
  const own = read.selectFrom('provider').selectAll().where('organizationId', '=', organizationId)
  const rows = await own.orderBy('id').execute()
  const credentials = await poolsOf(read, organizationId)
  return rows.map((row) => {
    const pool = credentials.filter(({ providerId }) => providerId === row.id)
    return shownProvider(row, pool, conditions)
  })
}

/** Those that could answer now: a key is really there, or the server is nearby and was saved without one. */
export async function listUsableProviders(
  deps: Pick<ProviderDependencies, 'read' | 'conditions'>,
  scope: OrgScope,
): Promise<Provider[]> {
  const providers = await listProviders(deps, scope)
  return providers.filter(({ credentials, baseUrl }) => credentials.length > 0 || !needsSecret(baseUrl))
}

export type SaveRefusal =
  /** Nothing is stored, and no provider at that address answers without a key. */
  | { outcome: 'secret-needed' }
  /** A stored key is sent to the address it was entered for and to no other. */
  | { outcome: 'secret-needed-again' }
  /** This control plane sends nothing there. */
  | { outcome: 'address-not-allowed' }
  /** The provider does not take the key. */
  | { outcome: 'secret-refused' }
  | { outcome: 'limit-reached'; limit: number }

export type SaveResult = SaveRefusal | { outcome: 'saved'; provider: Provider; check: ProviderCheck }

export async function saveProvider(
  deps: ProviderDependencies,
  scope: OrgScope,
  actor: Actor,
  id: ProviderId,
  request: SaveProviderRequest,
): Promise<SaveResult> {
  const { read, changes } = deps
  const { organizationId } = scope
  const planned = await planOf(read, organizationId, id, request)
  if (planned.outcome !== 'planned') return planned
  // Before the transaction: nobody waits for a provider while a database waits for them.
  const { baseUrl, secret } = request
  if (!deps.upstream.mayReach(baseUrl)) return { outcome: 'address-not-allowed' }
  const [first] = planned.kept
  const check =
    first === undefined
      ? await checkNew(deps, { id, baseUrl, secret: secret ?? '' })
      : await checkKept(deps, { baseUrl }, first)
  if (check.outcome === 'refused') return { outcome: 'secret-refused' }
  const result = await deps.db.transaction().execute(async (trx): Promise<SaveResult> => {
    const plan = await planOf(trx, organizationId, id, request)
    if (plan.outcome !== 'planned') return plan
    return { outcome: 'saved', provider: await write(deps, trx, organizationId, actor, id, request, plan), check }
  })
  if (result.outcome === 'saved') changes.announce({ table: 'provider', organizationId, userId: null, id })
  return result
}

type Plan = { outcome: 'planned'; kept: readonly PoolRow[] }

async function planOf(
  read: Database['read'] | Transaction<Tables>,
  organizationId: string,
  id: ProviderId,
  { baseUrl, secret }: SaveProviderRequest,
): Promise<Plan | SaveRefusal> {
  const rows = await read.selectFrom('provider').selectAll().where('organizationId', '=', organizationId).execute()
  const stored = rows.find((row) => row.id === id)
  if (stored === undefined && rows.length >= MAX_PROVIDERS) return { outcome: 'limit-reached', limit: MAX_PROVIDERS }
  const kept = secret === undefined ? await poolOf(read, organizationId, id) : []
  if (kept.length > 0 && stored !== undefined && !sameOrigin(stored.baseUrl, baseUrl)) {
    return { outcome: 'secret-needed-again' }
  }
  if (kept.length === 0 && !secret && needsSecret(baseUrl)) return { outcome: 'secret-needed' }
  return { outcome: 'planned', kept }
}

async function write(
  { now, secrets, conditions }: ProviderDependencies,
  trx: Transaction<Tables>,
  organizationId: string,
  actor: Actor,
  id: ProviderId,
  { baseUrl, secret, model }: SaveProviderRequest,
  { kept }: Plan,
): Promise<Provider> {
  const row = { organizationId, id, baseUrl, model, updatedAt: now() }
  await trx
    .insertInto('provider')
    .values(row)
    .onConflict((conflict) => conflict.columns(['organizationId', 'id']).doUpdateSet(row))
    .execute()
  if (kept.length === 0) await emptyPool(trx, organizationId, id)
  const added = secret ? [await insertIntoPool({ trx, now, secrets }, organizationId, id, secret)] : []
  await recordAudit(trx, now, organizationId, actor, { action: 'provider-saved', ...auditedProvider(row) })
  return shownProvider(row, [...kept, ...added], conditions)
}

/** True if there was one. */
export async function deleteProvider(
  { db, now, changes }: ProviderDependencies,
  { organizationId }: OrgScope,
  actor: Actor,
  id: ProviderId,
): Promise<boolean> {
  const deleted = await db.transaction().execute(async (trx) => {
    const row = await trx
      .deleteFrom('provider')
      .where('organizationId', '=', organizationId)
      .where('id', '=', id)
      .returning(['id', 'baseUrl', 'model'])
      .executeTakeFirst()
    if (row === undefined) return false
    await recordAudit(trx, now, organizationId, actor, { action: 'provider-deleted', ...auditedProvider(row) })
    return true
  })
  if (deleted) changes.announce({ table: 'provider', organizationId, userId: null, id })
  return deleted
}

export async function findProvider(
  read: Database['read'] | Transaction<Tables>,
  organizationId: string,
  id: ProviderId,
): Promise<ProviderRow | null> {
  const own = read.selectFrom('provider').selectAll().where('organizationId', '=', organizationId)
  return (await own.where('id', '=', id).executeTakeFirst()) ?? null
}

/** Where requests go and as which model; of the secret nothing, not even its hint. */
export function auditedProvider({ id, baseUrl, model }: Pick<ProviderRow, 'id' | 'baseUrl' | 'model'>) {
  return { target: { id, name: id }, details: { address: new URL(baseUrl).origin, model } }
}

export const sameOrigin = (one: string, other: string) => new URL(one).origin === new URL(other).origin

export function shownProvider(row: ProviderRow, pool: readonly PoolRow[], conditions: CredentialConditions): Provider {
  const { id, organizationId, baseUrl, model, updatedAt } = row
  const credentials = pool.map(({ id, hint, createdAt }) => ({ id, hint, createdAt, health: conditions.healthOf(id) }))
  return { id, organizationId, baseUrl, model, updatedAt, credentials }
}
