// The keys of a provider as they are stored: sealed, each bound to its organization and provider, oldest first.
import type { Selectable, Transaction } from 'kysely'
import { maskedHint, type ProviderId } from '#contract/gateway'
import type { Database, Tables } from '../database/index.ts'
import { newId, type SecretBox } from '../secret/index.ts'

export type PoolRow = Selectable<Tables['providerCredential']>

export function poolsOf(read: Database['read'] | Transaction<Tables>, organizationId: string): Promise<PoolRow[]> {
  const own = read.selectFrom('providerCredential').selectAll().where('organizationId', '=', organizationId)
  return own.orderBy('createdAt').orderBy('id').execute()
}

export async function poolOf(
  read: Database['read'] | Transaction<Tables>,
  organizationId: string,
  id: ProviderId,
): Promise<PoolRow[]> {
  return (await poolsOf(read, organizationId)).filter(({ providerId }) => providerId === id)
}

type Inserting = { trx: Transaction<Tables>; now: () => number; secrets: SecretBox }

export async function insertIntoPool(
  { trx, now, secrets }: Inserting,
  organizationId: string,
  providerId: ProviderId,
  secret: string,
): Promise<PoolRow> {
  const sealedSecret = secrets.seal(secret, poolPlace(organizationId, providerId))
  const id = newId('credential')
  const row = { organizationId, id, providerId, sealedSecret, hint: maskedHint(secret), createdAt: now() }
  await trx.insertInto('providerCredential').values(row).execute()
  return row
}

export async function emptyPool(trx: Transaction<Tables>, organizationId: string, id: ProviderId): Promise<void> {
  const own = trx.deleteFrom('providerCredential').where('organizationId', '=', organizationId)
  await own.where('providerId', '=', id).execute()
}

/** The row that is gone now, if it was there. */
export async function deleteFromPool(
  trx: Transaction<Tables>,
  organizationId: string,
  providerId: ProviderId,
  id: string,
): Promise<PoolRow | undefined> {
  const own = trx.deleteFrom('providerCredential').where('organizationId', '=', organizationId)
  return own.where('providerId', '=', providerId).where('id', '=', id).returningAll().executeTakeFirst()
}

/** Where a sealed secret is kept; it opens nowhere else. */
export const poolPlace = (organizationId: string, id: ProviderId) => `provider/${organizationId}/${id}`
