// The providers of an organization: saved and deleted by admins, seen by members, their secrets sealed and never returned.
import type { Selectable } from 'kysely'
import { maskedHint, type Provider, ProviderId, type SaveProviderRequest } from '#contract/gateway'
import { type Actor, recordAudit } from '../audit/index.ts'
import type { Database, Tables } from '../database/index.ts'
import type { OrgScope } from '../identity/index.ts'
import type { SecretBox } from '../secret/index.ts'
import { needsSecret } from './needs-secret.ts'

export type ProviderDependencies = Pick<Database, 'db' | 'read'> & { now: () => number; secrets: SecretBox }

/** Also tells of changes. */
export type ProviderChangeDependencies = ProviderDependencies & Pick<Database, 'changes'>

type ProviderRow = Selectable<Tables['provider']>

/** In the order of `ProviderId`, which is also the order in which the default agent prefers them. */
export async function listProviders({ read }: Pick<Database, 'read'>, scope: OrgScope): Promise<Provider[]> {
  const rows = await read
    .selectFrom('provider')
    .selectAll()
    .where('organizationId', '=', scope.organizationId)
    .execute()
  return ProviderId.options.flatMap((id) => rows.filter((row) => row.id === id)).map(shown)
}

/** Those that could answer now: the credential is really there, or the server is nearby and was saved without one. */
export async function listUsableProviders(deps: Pick<Database, 'read'>, scope: OrgScope): Promise<Provider[]> {
  const providers = await listProviders(deps, scope)
  return providers.filter(({ hint, baseUrl }) => hint !== null || !needsSecret(baseUrl))
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
    const kept = secret === undefined && stored !== undefined && stored.sealedSecret !== null
    if (kept && !sameOrigin(stored.baseUrl, baseUrl)) return { outcome: 'secret-needed-again' }
    if (!kept && !secret && needsSecret(baseUrl)) return { outcome: 'secret-needed' }
    const credential = kept
      ? { sealedSecret: stored.sealedSecret, hint: stored.hint }
      : credentialOf(secrets, organizationId, id, secret ?? '')
    const row = { organizationId, id, baseUrl, model, ...credential, updatedAt: now() }
    await trx
      .insertInto('provider')
      .values(row)
      .onConflict((conflict) => conflict.columns(['organizationId', 'id']).doUpdateSet(row))
      .execute()
    await recordAudit(trx, now, organizationId, actor, { action: 'provider-saved', ...auditedProvider(row) })
    return { outcome: 'saved', provider: shown(row) }
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
    .select(['baseUrl', 'sealedSecret', 'hint'])
    .where('organizationId', '=', scope.organizationId)
    .where('id', '=', id)
    .executeTakeFirst()
  if (row === undefined) return null
  const { baseUrl, sealedSecret, hint } = row
  const secret = sealedSecret === null ? null : secrets.open(sealedSecret, placeOf(scope.organizationId, id))
  return { baseUrl, secret, hint }
}

export function credentialOf(secrets: SecretBox, organizationId: string, id: ProviderId, secret: string) {
  if (secret === '') return { sealedSecret: null, hint: null }
  return { sealedSecret: secrets.seal(secret, placeOf(organizationId, id)), hint: maskedHint(secret) }
}

export const placeOf = (organizationId: string, id: ProviderId) => `provider/${organizationId}/${id}`

const sameOrigin = (one: string, other: string) => new URL(one).origin === new URL(other).origin

function shown({ id, organizationId, baseUrl, hint, model, updatedAt }: ProviderRow): Provider {
  return { id, organizationId, baseUrl, hint, model, updatedAt }
}
