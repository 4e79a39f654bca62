// Minting, listing and deleting keys. Each takes scopes: a key belongs to one organization and one owner for its whole life.
import type { ApiKey, MintedApiKey, MintRequest } from '#contract/api-key'
import type { Database } from '../database/index.ts'
import { newId, type OrgScope } from '../identity/index.ts'
import { hashOf, newSecret, shownParts } from './secret.ts'

type KeyDependencies = Pick<Database, 'db' | 'read'> & { now: () => number }

export type MintResult =
  | { outcome: 'created'; minted: MintedApiKey }
  | { outcome: 'already-minted' }
  | { outcome: 'limit-reached'; limit: number }

/** Keys of one person in one organization. More than anybody manages by hand; a script that leaks keys is noticed. */
const MAX_KEYS_PER_OWNER = 200
const DAY_MS = 24 * 3600 * 1000

/** The secret is in the result and nowhere else. With an idempotency key, the same request again mints nothing. */
export async function mintKey(
  { db, now }: KeyDependencies,
  scope: OrgScope,
  request: MintRequest,
  idempotencyKey: string | null,
): Promise<MintResult> {
  const secret = newSecret()
  const createdAt = now()
  const key: ApiKey = {
    id: newId('key'),
    organizationId: scope.organizationId,
    kind: 'member',
    name: request.name,
    ownerUserId: scope.userId,
    ...shownParts(secret),
    createdAt,
    expiresAt: request.expiresInDays === undefined ? null : createdAt + request.expiresInDays * DAY_MS,
  }
  return db.transaction().execute(async (trx): Promise<MintResult> => {
    const { count } = await trx
      .selectFrom('apiKey')
      .select((e) => e.fn.countAll<number>().as('count'))
      .where('organizationId', '=', scope.organizationId)
      .where('ownerUserId', '=', scope.userId)
      .executeTakeFirstOrThrow()
    if (Number(count) >= MAX_KEYS_PER_OWNER) return { outcome: 'limit-reached', limit: MAX_KEYS_PER_OWNER }
    const inserted = await trx
      .insertInto('apiKey')
      .values({ ...key, hash: hashOf(secret), idempotencyKey })
      .onConflict((conflict) => conflict.columns(['ownerUserId', 'idempotencyKey']).doNothing())
      .executeTakeFirst()
    if (inserted.numInsertedOrUpdatedRows === 0n) return { outcome: 'already-minted' }
    return { outcome: 'created', minted: { key, secret } }
  })
}

/** The caller's own keys in the given organizations, newest first. */
export async function listKeys({ read }: KeyDependencies, scopes: readonly OrgScope[]): Promise<ApiKey[]> {
  const [scope] = scopes
  if (scope === undefined) return []
  return read
    .selectFrom('apiKey')
    .select(['id', 'organizationId', 'kind', 'name', 'ownerUserId', 'start', 'lastFour', 'createdAt', 'expiresAt'])
    .where('organizationId', 'in', organizationsOf(scopes))
    .where('ownerUserId', '=', scope.userId)
    .orderBy('createdAt', 'desc')
    .orderBy('id')
    .execute()
}

export type DeleteResult = { outcome: 'deleted' } | { outcome: 'not-found' }

/** Deletes one of the caller's own keys, whichever of these organizations it is in. */
export async function deleteKey(
  { db }: KeyDependencies,
  scopes: readonly OrgScope[],
  id: string,
): Promise<DeleteResult> {
  const [scope] = scopes
  if (scope === undefined) return { outcome: 'not-found' }
  const result = await db
    .deleteFrom('apiKey')
    .where('organizationId', 'in', organizationsOf(scopes))
    .where('ownerUserId', '=', scope.userId)
    .where('id', '=', id)
    .executeTakeFirst()
  return result.numDeletedRows === 0n ? { outcome: 'not-found' } : { outcome: 'deleted' }
}

const organizationsOf = (scopes: readonly OrgScope[]) => scopes.map((scope) => scope.organizationId)
