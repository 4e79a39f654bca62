// The providers of an organization: saved and deleted by admins, seen by members, their secrets sealed and never returned.
import type { Selectable } from 'kysely'
import { maskedHint, type Provider, ProviderId, type SaveProviderRequest } from '#contract/gateway'
import type { Database, Tables } from '../database/index.ts'
import type { OrgScope } from '../identity/index.ts'
import { needsSecret } from './needs-secret.ts'
import type { SecretBox } from './sealed-secret.ts'

export type ProviderDependencies = Pick<Database, 'db' | 'read'> & { now: () => number; secrets: SecretBox }

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
  { db, now, secrets }: ProviderDependencies,
  scope: OrgScope,
  id: ProviderId,
  { baseUrl, secret, model }: SaveProviderRequest,
): Promise<SaveResult> {
  const { organizationId } = scope
  return db.transaction().execute(async (trx): Promise<SaveResult> => {
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
    return { outcome: 'saved', provider: shown(row) }
  })
}

/** True if there was one. */
export async function deleteProvider({ db }: ProviderDependencies, scope: OrgScope, id: ProviderId): Promise<boolean> {
  const result = await db
    .deleteFrom('provider')
    .where('organizationId', '=', scope.organizationId)
    .where('id', '=', id)
    .executeTakeFirst()
  return result.numDeletedRows > 0n
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

const placeOf = (organizationId: string, id: ProviderId) => `provider/${organizationId}/${id}`

const sameOrigin = (one: string, other: string) => new URL(one).origin === new URL(other).origin

function shown({ id, organizationId, baseUrl, hint, model, updatedAt }: ProviderRow): Provider {
  return { id, organizationId, baseUrl, hint, model, updatedAt }
}
