// A key as it is shown, read with what stands beside it: its organization's name, its owner's, and whether that owner is still a member.
// The key's own row is never touched for that (K7).
import type { Kysely } from 'kysely'
import { ApiKey } from '#contract/api-key'
import type { Tables } from '../database/index.ts'

export function selectKeys(db: Kysely<Tables>) {
  return db
    .selectFrom('apiKey')
    .leftJoin('organization', 'organization.id', 'apiKey.organizationId')
    .leftJoin('user', (join) =>
      join.on('user.id', '=', (e) => e.fn.coalesce('apiKey.ownerUserId', 'apiKey.createdByUserId')),
    )
    .leftJoin('member', (join) =>
      join
        .onRef('member.userId', '=', 'apiKey.ownerUserId')
        .onRef('member.organizationId', '=', 'apiKey.organizationId'),
    )
    .leftJoin('formerMember', (join) =>
      join
        .onRef('formerMember.userId', '=', 'apiKey.ownerUserId')
        .onRef('formerMember.organizationId', '=', 'apiKey.organizationId'),
    )
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
      'user.name as ownerName',
      'member.id as membershipId',
      'formerMember.endedAt',
    ])
}

export type KeyRow = Awaited<ReturnType<ReturnType<typeof selectKeys>['executeTakeFirstOrThrow']>>

/** Whatever else was read beside the key stays here. */
export function keyOf(row: KeyRow): ApiKey {
  const stale = row.kind === 'member' && row.membershipId === null ? { since: row.endedAt } : null
  return ApiKey.parse({ ...row, stale })
}
