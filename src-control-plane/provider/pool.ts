// Several keys for one provider: added and taken away one by one, so that a leaked one can be replaced without a pause.
import { MAX_CREDENTIALS, type Provider, type ProviderCheck, type ProviderId } from '#contract/gateway'
import { type Actor, recordAudit } from '../audit/index.ts'
import type { OrgScope } from '../identity/index.ts'
import type { SecretBox } from '../secret/index.ts'
import type { ProviderDependencies } from './dependencies.ts'
import { deleteFromPool, insertIntoPool, type PoolRow, poolOf, poolPlace } from './pool-rows.ts'
import { findProvider, type ProviderRow, shownProvider } from './providers.ts'
import { checkAll, checkNew } from './stored-check.ts'

export type AddResult =
  | { outcome: 'added'; provider: Provider; check: ProviderCheck }
  | { outcome: 'no-provider' }
  | { outcome: 'secret-refused' }
  | { outcome: 'there-already' }
  | { outcome: 'limit-reached'; limit: number }

export async function addCredential(
  deps: ProviderDependencies,
  { organizationId }: OrgScope,
  actor: Actor,
  id: ProviderId,
  secret: string,
): Promise<AddResult> {
  const { db, read, now, secrets, changes, conditions } = deps
  const provider = await findProvider(read, organizationId, id)
  if (provider === null) return { outcome: 'no-provider' }
  const check = await checkNew(deps, { id, baseUrl: provider.baseUrl, secret })
  if (check.outcome === 'refused') return { outcome: 'secret-refused' }
  const result = await db.transaction().execute(async (trx): Promise<AddResult> => {
    const present = await findProvider(trx, organizationId, id)
    // Moved elsewhere meanwhile: the key was entered for where it was.
    if (present === null || present.baseUrl !== provider.baseUrl) return { outcome: 'no-provider' }
    const pool = await poolOf(trx, organizationId, id)
    if (pool.some((row) => holds(secrets, row, secret))) return { outcome: 'there-already' }
    if (pool.length >= MAX_CREDENTIALS) return { outcome: 'limit-reached', limit: MAX_CREDENTIALS }
    const added = await insertIntoPool({ trx, now, secrets }, organizationId, id, secret)
    await recordAudit(trx, now, organizationId, actor, { action: 'provider-key-added', ...auditedKey(id, added.id) })
    return { outcome: 'added', provider: shownProvider(present, [...pool, added], conditions), check }
  })
  if (result.outcome === 'added') changes.announce({ table: 'provider', organizationId, userId: null, id })
  return result
}

/** True if it was there. The last one may go too: a leaked key must always be possible to take away. */
export async function removeCredential(
  { db, now, changes }: ProviderDependencies,
  { organizationId }: OrgScope,
  actor: Actor,
  id: ProviderId,
  credentialId: string,
): Promise<boolean> {
  const removed = await db.transaction().execute(async (trx) => {
    const row = await deleteFromPool(trx, organizationId, id, credentialId)
    if (row === undefined) return false
    await recordAudit(trx, now, organizationId, actor, { action: 'provider-key-removed', ...auditedKey(id, row.id) })
    return true
  })
  if (removed) changes.announce({ table: 'providerCredential', organizationId, userId: null, id: credentialId })
  return removed
}

/** Null: there is no such provider. */
export async function checkStored(
  deps: ProviderDependencies,
  { organizationId }: OrgScope,
  id: ProviderId,
): Promise<ProviderCheck | null> {
  const provider: ProviderRow | null = await findProvider(deps.read, organizationId, id)
  if (provider === null) return null
  return checkAll(deps, provider, await poolOf(deps.read, organizationId, id))
}

const auditedKey = (id: ProviderId, credentialId: string) => ({
  target: { id, name: id },
  details: { key: credentialId },
})

function holds(secrets: SecretBox, { organizationId, providerId, sealedSecret }: PoolRow, secret: string): boolean {
  try {
    return secrets.open(sealedSecret, poolPlace(organizationId, providerId)) === secret
  } catch {
    return false
  }
}
