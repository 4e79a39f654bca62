// From a key's plaintext to a principal, in one joined SELECT and no write.
import type { Database } from '../database/index.ts'
import { membershipOf, type Principal } from '../identity/index.ts'
import { hashOf, isWellFormed } from './secret.ts'

type VerifyDependencies = Pick<Database, 'read'> & { now: () => number }

/**
 * The key's principal, or null when the key is unknown, deleted or expired. Its owner having left the organization is not
 * null: the key is genuine and reaches nothing, so the answer is 403, and it works again when the owner returns.
 */
export async function verifyApiKey({ read, now }: VerifyDependencies, text: string): Promise<Principal | null> {
  if (!isWellFormed(text)) return null
  const row = await read
    .selectFrom('apiKey')
    .innerJoin('user', 'user.id', 'apiKey.ownerUserId')
    .innerJoin('organization', 'organization.id', 'apiKey.organizationId')
    .leftJoin('member', (join) =>
      join
        .onRef('member.userId', '=', 'apiKey.ownerUserId')
        .onRef('member.organizationId', '=', 'apiKey.organizationId'),
    )
    .select([
      'apiKey.id as keyId',
      'apiKey.expiresAt as expiresAt',
      'user.id as userId',
      'user.name as userName',
      'user.email as email',
      'member.role as role',
      'organization.id as organizationId',
      'organization.name as organizationName',
      'organization.slug as slug',
    ])
    .where('apiKey.hash', '=', hashOf(text))
    .executeTakeFirst()
  if (row === undefined || (row.expiresAt !== null && row.expiresAt <= now())) return null
  const user = { id: row.userId, name: row.userName, email: row.email }
  return { kind: 'member-key', keyId: row.keyId, user, organizations: membershipOf(row) }
}
