// A key's life as a row: minted, listed, renamed, deleted. Its organization, owner and kind are set at mint and never change.
import type { ApiKey, MintedApiKey, MintRequest } from '#contract/api-key'
import type { Database } from '../database/index.ts'
import type { OrgScope, SessionPrincipal } from '../identity/index.ts'
import { hashOf, newId, newSecret, shownParts } from '../secret/index.ts'

export type KeyDependencies = Pick<Database, 'db' | 'read' | 'changes'> & { now: () => number }

export type MintResult = { outcome: 'created'; minted: MintedApiKey } | { outcome: 'limit-reached'; limit: number }

/** Keys of one person in one organization. More than anybody manages by hand; a script that leaks keys is noticed. */
const MAX_KEYS_PER_OWNER = 200
const DAY_MS = 24 * 3600 * 1000

/** The secret is in the result and nowhere else. `scope` is that of the organization which the request names; null for a personal key. */
export async function mintKey(
  { db, now }: KeyDependencies,
  person: SessionPrincipal,
  scope: OrgScope | null,
  request: MintRequest,
): Promise<MintResult> {
  const secret = newSecret()
  const createdAt = now()
  const { kind, name } = request
  const organizationId = scope?.organizationId ?? null
  const ownerUserId = kind === 'service' ? null : person.user.id
  const row = {
    id: newId('key'),
    kind,
    organizationId,
    ownerUserId,
    role: kind === 'service' ? (request.role ?? 'member') : null,
    createdByUserId: person.user.id,
    name,
    ...shownParts(secret),
    createdAt,
    expiresAt:
      request.expiresAt ?? (request.expiresInDays === undefined ? null : createdAt + request.expiresInDays * DAY_MS),
    lastUsedAt: null,
    lastUsedFrom: null,
  }
  return db.transaction().execute(async (trx): Promise<MintResult> => {
    const { count } = await trx
      .selectFrom('apiKey')
      .select((e) => e.fn.countAll<number>().as('count'))
      .where('organizationId', 'is not distinct from', organizationId)
      .where('ownerUserId', 'is not distinct from', ownerUserId)
      .executeTakeFirstOrThrow()
    if (Number(count) >= MAX_KEYS_PER_OWNER) return { outcome: 'limit-reached', limit: MAX_KEYS_PER_OWNER }
    await trx
      .insertInto('apiKey')
      .values({ ...row, hash: hashOf(secret), mintNonce: null, mintFingerprint: null })
      .execute()
    const { createdByUserId: _, ...key } = row
    const organizationName = person.organizations.find(({ id }) => id === organizationId)?.name ?? null
    return { outcome: 'created', minted: { key: { ...key, organizationName, stale: null }, secret } }
  })
}

/** The person's own keys, newest first; of one organization, or of all. */
export async function listOwnKeys(
  { read }: KeyDependencies,
  person: SessionPrincipal,
  organizationId: string | null,
): Promise<ApiKey[]> {
  const rows = await read
    .selectFrom('apiKey')
    .leftJoin('organization', 'organization.id', 'apiKey.organizationId')
    .select([
      'apiKey.id',
      'apiKey.kind',
      'apiKey.organizationId',
      'organization.name as organizationName',
      'apiKey.name',
      'apiKey.ownerUserId',
      'apiKey.role',
      'apiKey.start',
      'apiKey.lastFour',
      'apiKey.createdAt',
      'apiKey.expiresAt',
      'apiKey.lastUsedAt',
      'apiKey.lastUsedFrom',
    ])
    .where('apiKey.ownerUserId', '=', person.user.id)
    .$if(organizationId !== null, (query) => query.where('apiKey.organizationId', '=', organizationId))
    .orderBy('apiKey.createdAt', 'desc')
    .orderBy('apiKey.id')
    .execute()
  return rows.map((row) => ({ ...row, stale: null }))
}

export type DeleteResult = { outcome: 'deleted' } | { outcome: 'not-found' }

/** Deletes one of the person's own keys. */
export async function deleteKey(
  { db, changes }: KeyDependencies,
  person: SessionPrincipal,
  id: string,
): Promise<DeleteResult> {
  const deleted = await db
    .deleteFrom('apiKey')
    .where('ownerUserId', '=', person.user.id)
    .where('id', '=', id)
    .returning(['id', 'organizationId', 'ownerUserId'])
    .executeTakeFirst()
  if (deleted === undefined) return { outcome: 'not-found' }
  changes.announce({ table: 'apiKey', id, organizationId: deleted.organizationId, userId: deleted.ownerUserId })
  return { outcome: 'deleted' }
}
