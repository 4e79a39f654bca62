// Mints a key. Its organization, owner, kind and role are set here and never change; the secret is in the result and nowhere else (K3).
import type { Transaction } from 'kysely'
import type { MintedApiKey, MintRequest } from '#contract/api-key'
import type { Actor } from '../audit/index.ts'
import type { Database, Tables } from '../database/index.ts'
import type { SessionPrincipal } from '../identity/index.ts'
import { hashOf, type MintSecrets, newId, newNonce, newSecret, shownParts } from '../secret/index.ts'
import { expiryOf } from './expiry.ts'
import { recordKey } from './key-audit.ts'
import { keyOf, selectKeys } from './key-row.ts'
import { attemptOf, judgeRepeat } from './mint-attempt.ts'
import type { MintTarget } from './mint-target.ts'

export type MintDependencies = Pick<Database, 'db' | 'changes'> & { mintSecrets: MintSecrets; now: () => number }

export type Mint = {
  readonly actor: Actor
  readonly person: SessionPrincipal
  readonly target: MintTarget
  readonly request: MintRequest
  readonly idempotencyKey: string | undefined
}

export type MintResult =
  | { outcome: 'created'; minted: MintedApiKey }
  | { outcome: 'expiry-refused'; message: string }
  | { outcome: 'name-taken' }
  | { outcome: 'limit-reached'; limit: number }
  /** The idempotency key was sent before, with another request, or too long ago for the secret to be answered again. */
  | { outcome: 'another-request' }
  | { outcome: 'too-late'; name: string }

/** Keys of one owner in one organization. More than anybody manages by hand; a script that leaks keys is noticed. */
export const MAX_KEYS_PER_OWNER = 200

export async function mintKey(given: MintDependencies, mint: Mint): Promise<MintResult> {
  const at = given.now()
  // One moment for all of it: 30 days are 30 days from when the key was made.
  const deps = { ...given, now: () => at }
  const expiry = expiryOf(mint.request, at)
  if (expiry.outcome === 'expiry-refused') return expiry
  const result = await deps.db.transaction().execute(async (trx): Promise<MintResult> => {
    const before = await mintedBefore(deps, trx, mint)
    if (before !== null) return before
    if ((await countKeys(trx, mint)) >= MAX_KEYS_PER_OWNER) {
      return { outcome: 'limit-reached', limit: MAX_KEYS_PER_OWNER }
    }
    const created = await insertKey(deps, trx, mint, expiry.expiresAt)
    // The same attempt may have come twice at once: then the other one has just taken the name.
    return created ?? (await mintedBefore(deps, trx, mint)) ?? { outcome: 'name-taken' }
  })
  if (result.outcome === 'created') {
    const { id, organizationId, ownerUserId } = result.minted.key
    deps.changes.announce({ table: 'apiKey', id, organizationId, userId: ownerUserId })
  }
  return result
}

/** What becomes of an attempt that was made before, or null if it is the first. */
async function mintedBefore(
  { mintSecrets, now }: MintDependencies,
  trx: Transaction<Tables>,
  { person, request, idempotencyKey }: Mint,
): Promise<MintResult | null> {
  if (idempotencyKey === undefined) return null
  const userId = person.user.id
  const attempt = attemptOf(userId, idempotencyKey, request)
  const row = await selectKeys(trx)
    .select(['apiKey.hash', 'apiKey.mintNonce', 'apiKey.mintRequest'])
    .where('apiKey.mintFingerprint', '=', attempt.mintFingerprint)
    .executeTakeFirst()
  if (row === undefined) return null
  const secret = mintSecrets.secretOf({ userId, idempotencyKey, nonce: row.mintNonce ?? '' })
  const repeat = judgeRepeat(row, attempt, hashOf(secret), now())
  switch (repeat) {
    case 'same':
      return { outcome: 'created', minted: { key: keyOf(row), secret } }
    case 'another-request':
      return { outcome: 'another-request' }
    case 'too-late':
      return { outcome: 'too-late', name: row.name }
    default:
      return repeat satisfies never
  }
}

async function countKeys(trx: Transaction<Tables>, { person, target }: Mint): Promise<number> {
  const { count } = await trx
    .selectFrom('apiKey')
    .select((e) => e.fn.countAll<number>().as('count'))
    .where('kind', '=', target.kind)
    .where('organizationId', 'is not distinct from', target.scope?.organizationId ?? null)
    .where('ownerUserId', 'is not distinct from', target.kind === 'service' ? null : person.user.id)
    .executeTakeFirstOrThrow()
  return Number(count)
}

/** Null when its name, or its attempt, is taken. */
async function insertKey(
  { mintSecrets, now }: MintDependencies,
  trx: Transaction<Tables>,
  { actor, person, target, request, idempotencyKey }: Mint,
  expiresAt: number | null,
): Promise<MintResult | null> {
  const userId = person.user.id
  const nonce = newNonce()
  const secret = idempotencyKey === undefined ? newSecret() : mintSecrets.secretOf({ userId, idempotencyKey, nonce })
  const attempt =
    idempotencyKey === undefined
      ? { mintNonce: null, mintFingerprint: null, mintRequest: null }
      : { mintNonce: nonce, ...attemptOf(userId, idempotencyKey, request) }
  const inserted = await trx
    .insertInto('apiKey')
    .values({
      id: newId('key'),
      kind: target.kind,
      organizationId: target.scope?.organizationId ?? null,
      ownerUserId: target.kind === 'service' ? null : userId,
      role: target.kind === 'service' ? target.role : null,
      createdByUserId: userId,
      name: request.name,
      hash: hashOf(secret),
      ...shownParts(secret),
      createdAt: now(),
      expiresAt,
      lastUsedAt: null,
      lastUsedFrom: null,
      ...attempt,
    })
    .onConflict((conflict) => conflict.doNothing())
    .returning('id')
    .executeTakeFirst()
  if (inserted === undefined) return null
  const row = await selectKeys(trx).where('apiKey.id', '=', inserted.id).executeTakeFirstOrThrow()
  await recordKey(trx, now, actor, row, 'api-key-minted')
  return { outcome: 'created', minted: { key: keyOf(row), secret } }
}
