// A person's own keys with providers, one for each in an organization: their chats there use them instead of the organization's. Sealed,
// sent only to the address they were entered for, and seen by nobody else.
import type { Selectable } from 'kysely'
import {
  maskedHint,
  OFFICIAL_BASE_URLS,
  type OwnCredential,
  type ProviderCheck,
  type ProviderId,
  WIRE_FORMATS,
} from '#contract/gateway'
import type { Database, Tables } from '../database/index.ts'
import type { OrgScope } from '../identity/index.ts'
import { readPolicy } from '../policy/index.ts'
import type { ProviderDependencies } from './dependencies.ts'
import { findProvider, sameOrigin } from './providers.ts'
import { checkNew } from './stored-check.ts'

type OwnRow = Selectable<Tables['ownCredential']>
/** Somebody's own in an organization. */
type Own = { organizationId: string; userId: string }

export async function listOwnCredentials({ read }: Pick<Database, 'read'>, own: Own): Promise<OwnCredential[]> {
  const rows = await rowsOf(read, own).orderBy('providerId').execute()
  const { byok } = await readPolicy(read, own.organizationId)
  return Promise.all(
    rows.map(async (row) => shown(row, await addressOf(read, own.organizationId, row.providerId), byok)),
  )
}

export type SaveOwnResult =
  | { outcome: 'saved'; credential: OwnCredential; check: ProviderCheck }
  | { outcome: 'not-allowed' }
  | { outcome: 'no-provider' }
  | { outcome: 'secret-refused' }

export async function saveOwnCredential(
  deps: ProviderDependencies,
  own: Own,
  provider: ProviderId,
  secret: string,
): Promise<SaveOwnResult> {
  const { db, read, now, secrets, changes } = deps
  const { organizationId, userId } = own
  if (!(await readPolicy(read, organizationId)).byok) return { outcome: 'not-allowed' }
  const address = await addressOf(read, organizationId, provider)
  if (address === null) return { outcome: 'no-provider' }
  const check = await checkNew(deps, { id: provider, baseUrl: address, secret })
  if (check.outcome === 'refused') return { outcome: 'secret-refused' }
  const id = `${userId}/${provider}`
  const sealedSecret = secrets.seal(secret, ownPlace(own, provider))
  const row = {
    organizationId,
    id,
    userId,
    providerId: provider,
    address,
    sealedSecret,
    hint: maskedHint(secret),
    createdAt: now(),
  }
  await db
    .insertInto('ownCredential')
    .values(row)
    .onConflict((conflict) => conflict.columns(['organizationId', 'id']).doUpdateSet(row))
    .execute()
  changes.announce({ table: 'ownCredential', organizationId, userId, id })
  return { outcome: 'saved', credential: shown(row, address, true), check }
}

/** True if there was one. */
export async function deleteOwnCredential(
  { db, changes }: Pick<Database, 'db' | 'changes'>,
  { organizationId, userId }: Own,
  provider: ProviderId,
): Promise<boolean> {
  const id = `${userId}/${provider}`
  const own = db.deleteFrom('ownCredential').where('organizationId', '=', organizationId).where('id', '=', id)
  const { numDeletedRows } = await own.executeTakeFirst()
  if (numDeletedRows === 0n) return false
  changes.announce({ table: 'ownCredential', organizationId, userId, id })
  return true
}

export type OwnAccess = { provider: ProviderId; baseUrl: string; hint: string; open: () => string }

/** Those that may be used now, opened only when they are: `open` throws `unavailable` for one that nobody can read. */
export async function usableOwnCredentials(
  { read, secrets }: Pick<ProviderDependencies, 'read' | 'secrets'>,
  { organizationId, userId }: OrgScope,
): Promise<OwnAccess[]> {
  if (userId === null) return []
  const own = { organizationId, userId }
  const rows = await rowsOf(read, own).orderBy('providerId').execute()
  if (rows.length === 0 || !(await readPolicy(read, organizationId)).byok) return []
  const found = await Promise.all(
    rows.map(async (row) => ({ row, baseUrl: await addressOf(read, organizationId, row.providerId) })),
  )
  return found.flatMap(({ row, baseUrl }) => {
    if (baseUrl === null || !sameOrigin(baseUrl, row.address)) return []
    const open = () => secrets.open(row.sealedSecret, ownPlace(own, row.providerId))
    return [{ provider: row.providerId, baseUrl, hint: row.hint, open }]
  })
}

export const ownPlace = ({ organizationId, userId }: Own, provider: ProviderId) =>
  `own/${organizationId}/${userId}/${provider}`

const rowsOf = (read: Database['read'], { organizationId, userId }: Own) =>
  read.selectFrom('ownCredential').selectAll().where('organizationId', '=', organizationId).where('userId', '=', userId)

/** The organization's address of a provider, else the provider's own. Null: nobody knows where that is. */
async function addressOf(read: Database['read'], organizationId: string, id: ProviderId): Promise<string | null> {
  const provider = await findProvider(read, organizationId, id)
  const official = WIRE_FORMATS.find((wire) => wire === id)
  return provider?.baseUrl ?? (official === undefined ? null : OFFICIAL_BASE_URLS[official])
}

function shown(
  { providerId, organizationId, hint, createdAt, address }: OwnRow,
  present: string | null,
  byok: boolean,
): OwnCredential {
  const moved = present === null || !sameOrigin(present, address)
  const unusable = byok ? (moved ? 'address-changed' : null) : 'not-allowed'
  return { provider: providerId, organizationId, hint, createdAt, unusable }
}
