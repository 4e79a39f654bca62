// The providers of an organization: saved and deleted by admins, seen by members, their secrets sealed and never returned.
import type { Selectable, Transaction } from 'kysely'
import {
  maskedHint,
  type Provider,
  type ProviderCredential,
  type ProviderId,
  type SaveProviderRequest,
} from '#contract/gateway'
import { type Actor, recordAudit } from '../audit/index.ts'
import type { Database, Tables } from '../database/index.ts'
import type { OrgScope } from '../identity/index.ts'
import { newId, type SecretBox } from '../secret/index.ts'
import { needsSecret } from './needs-secret.ts'

export type ProviderDependencies = Pick<Database, 'db' | 'read'> & { now: () => number; secrets: SecretBox }

/** Also tells of changes. */
export type ProviderChangeDependencies = ProviderDependencies & Pick<Database, 'changes'>

type ProviderRow = Selectable<Tables['provider']>

/** By name, which is also the order in which the default agent prefers them. */
export async function listProviders({ read }: Pick<Database, 'read'>, scope: OrgScope): Promise<Provider[]> {
  const { organizationId } = scope
  const own = read.selectFrom('provider').selectAll().where('organizationId', '=', organizationId)
  const rows = await own.orderBy('id').execute()
  const credentials = await credentialsOf(read, organizationId)
  return rows.map((row) =>
    shown(
      row,
      credentials.filter(({ providerId }) => providerId === row.id),
    ),
  )
}

/** Those that could answer now: the credential is really there, or the server is nearby and was saved without one. */
export async function listUsableProviders(deps: Pick<Database, 'read'>, scope: OrgScope): Promise<Provider[]> {
  const providers = await listProviders(deps, scope)
  return providers.filter(({ credentials, baseUrl }) => credentials.length > 0 || !needsSecret(baseUrl))
}

export type SaveResult =
  | { outcome: 'saved'; provider: Provider }
  /** Nothing is stored, and no provider at that address answers without a key. */
  | { outcome: 'secret-needed' }
  /** A stored key is sent to the address it was entered for and to no other. */
  | { outcome: 'secret-needed-again' }

export async function saveProvider(
  { db, now, secrets, changes }: ProviderChangeDependencies,
  scope: OrgScope,
  actor: Actor,
  id: ProviderId,
  { baseUrl, secret, model }: SaveProviderRequest,
): Promise<SaveResult> {
  const { organizationId } = scope
  const result = await db.transaction().execute(async (trx): Promise<SaveResult> => {
    const stored = await trx
      .selectFrom('provider')
      .selectAll()
      .where('organizationId', '=', organizationId)
      .where('id', '=', id)
      .executeTakeFirst()
    const pool = (await credentialsOf(trx, organizationId)).filter(({ providerId }) => providerId === id)
    const kept = secret === undefined && pool.length > 0
    if (kept && stored !== undefined && !sameOrigin(stored.baseUrl, baseUrl)) return { outcome: 'secret-needed-again' }
    if (!kept && !secret && needsSecret(baseUrl)) return { outcome: 'secret-needed' }
    const row = { organizationId, id, baseUrl, model, updatedAt: now() }
    await trx
      .insertInto('provider')
      .values(row)
      .onConflict((conflict) => conflict.columns(['organizationId', 'id']).doUpdateSet(row))
      .execute()
    if (!kept) await forgetCredentials(trx, organizationId, id)
    if (!kept && secret) await insertCredential({ trx, now, secrets }, organizationId, id, secret)
    await recordAudit(trx, now, organizationId, actor, { action: 'provider-saved', ...auditedProvider(row) })
    const credentials = (await credentialsOf(trx, organizationId)).filter(({ providerId }) => providerId === id)
    return { outcome: 'saved', provider: shown(row, credentials) }
  })
  if (result.outcome === 'saved') changes.announce({ table: 'provider', organizationId, userId: null, id })
  return result
}

/** True if there was one. */
export async function deleteProvider(
  { db, now, changes }: ProviderChangeDependencies,
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

/** Where requests go and as which model; of the secret nothing, not even its hint. */
export function auditedProvider({ id, baseUrl, model }: Pick<ProviderRow, 'id' | 'baseUrl' | 'model'>) {
  return { target: { id, name: id }, details: { address: new URL(baseUrl).origin, model } }
}

export type ProviderAccess = { baseUrl: string; secret: string | null; hint: string | null }

/** What a request upstream needs, for the gateway alone. Throws `unavailable` if the secret cannot be opened. */
export async function accessProvider(
  { read, secrets }: ProviderDependencies,
  scope: OrgScope,
  id: ProviderId,
): Promise<ProviderAccess | null> {
  const row = await read
    .selectFrom('provider')
    .select('baseUrl')
    .where('organizationId', '=', scope.organizationId)
    .where('id', '=', id)
    .executeTakeFirst()
  if (row === undefined) return null
  const [credential] = (await credentialsOf(read, scope.organizationId)).filter(({ providerId }) => providerId === id)
  if (credential === undefined) return { baseUrl: row.baseUrl, secret: null, hint: null }
  const secret = secrets.open(credential.sealedSecret, placeOf(scope.organizationId, id))
  return { baseUrl: row.baseUrl, secret, hint: credential.hint }
}

type Inserting = Pick<ProviderDependencies, 'now' | 'secrets'> & { trx: Transaction<Tables> }

export async function insertCredential(
  { trx, now, secrets }: Inserting,
  organizationId: string,
  providerId: ProviderId,
  secret: string,
): Promise<void> {
  const sealedSecret = secrets.seal(secret, placeOf(organizationId, providerId))
  const row = { organizationId, id: newId('credential'), providerId, sealedSecret, hint: maskedHint(secret) }
  await trx
    .insertInto('providerCredential')
    .values({ ...row, createdAt: now() })
    .execute()
}

async function forgetCredentials(trx: Transaction<Tables>, organizationId: string, id: ProviderId): Promise<void> {
  const own = trx.deleteFrom('providerCredential').where('organizationId', '=', organizationId)
  await own.where('providerId', '=', id).execute()
}

function credentialsOf(read: Database['read'] | Transaction<Tables>, organizationId: string) {
  const own = read.selectFrom('providerCredential').selectAll().where('organizationId', '=', organizationId)
  return own.orderBy('createdAt').orderBy('id').execute()
}

export const placeOf = (organizationId: string, id: ProviderId) => `provider/${organizationId}/${id}`

const sameOrigin = (one: string, other: string) => new URL(one).origin === new URL(other).origin

function shown(row: ProviderRow, credentials: readonly Selectable<Tables['providerCredential']>[]): Provider {
  const { id, organizationId, baseUrl, model, updatedAt } = row
  return { id, organizationId, baseUrl, model, updatedAt, credentials: credentials.map(shownCredential) }
}

function shownCredential({ id, hint, createdAt }: Selectable<Tables['providerCredential']>): ProviderCredential {
  return { id, hint, createdAt, health: { state: 'healthy' } }
}
