// The members of an organization: listed, given another role, removed, leaving.
import type { Transaction } from 'kysely'
import type { Member, Role } from '#contract/organization'
import { type Actor, recordAudit } from '../audit/index.ts'
import { type Database, millisecondsOf, type Tables } from '../database/index.ts'
import type { OrgScope } from '../identity/index.ts'
import { changeOrganization, type OrganizationDependencies } from './change-organization.ts'
import { type Refusal, refuseRemoval, refuseRoleChange } from './roles.ts'
import { withdrawBeyond } from './withdraw.ts'

/** In the order in which they joined. */
export async function listMembers({ read }: Pick<Database, 'read'>, scope: OrgScope): Promise<Member[]> {
  const rows = await membersOf(read, scope.organizationId).orderBy('member.createdAt').orderBy('user.id').execute()
  return rows.map(shown)
}

export type RoleChangeResult =
  | { outcome: 'changed'; member: Member }
  | { outcome: 'not-found' }
  | { outcome: 'refused'; because: Refusal }

export function changeRole(
  deps: OrganizationDependencies,
  scope: OrgScope,
  actor: Actor,
  userId: string,
  role: Role,
): Promise<RoleChangeResult> {
  const { organizationId } = scope
  return changeOrganization(deps, organizationId, async (change): Promise<RoleChangeResult> => {
    const { trx, tell } = change
    const row = await findMember(trx, organizationId, userId)
    if (row === undefined) return { outcome: 'not-found' }
    const before = row.role
    const refusal = refuseRoleChange({ ...(await standingOf(trx, scope)), before, after: role })
    if (refusal !== null) return { outcome: 'refused', because: refusal }
    const member = { ...shown(row), role }
    if (before === role) return { outcome: 'changed', member }
    await trx.updateTable('member').set({ role }).where('id', '=', row.id).execute()
    const target = { id: userId, name: row.name }
    await recordAudit(trx, deps.now, organizationId, actor, {
      action: 'role-changed',
      target,
      details: { before, after: role },
    })
    await withdrawBeyond(deps, change, actor, target, role)
    tell({ table: 'member', id: row.id, userId })
    return { outcome: 'changed', member }
  })
}

export type RemovalResult = { outcome: 'removed' } | { outcome: 'not-found' } | { outcome: 'refused'; because: Refusal }

/** Oneself: leaves. Keys, hosts and chats are left as they are: they work again for whoever comes back (K7). */
export function removeMember(
  deps: OrganizationDependencies,
  scope: OrgScope,
  actor: Actor,
  userId: string,
): Promise<RemovalResult> {
  const { organizationId } = scope
  return changeOrganization(deps, organizationId, async (change): Promise<RemovalResult> => {
    const { trx, tell } = change
    const row = await findMember(trx, organizationId, userId)
    if (row === undefined) return { outcome: 'not-found' }
    const { id, name, role } = row
    const leaves = userId === scope.userId
    const refusal = refuseRemoval({ ...(await standingOf(trx, scope)), target: role, leaves })
    if (refusal !== null) return { outcome: 'refused', because: refusal }
    await trx.deleteFrom('member').where('id', '=', id).execute()
    const endedAt = deps.now()
    await trx
      .insertInto('formerMember')
      .values({ organizationId, userId, endedAt })
      .onConflict((conflict) => conflict.columns(['organizationId', 'userId']).doUpdateSet({ endedAt }))
      .execute()
    const target = { id: userId, name }
    const action = leaves ? 'member-left' : 'member-removed'
    await recordAudit(trx, deps.now, organizationId, actor, { action, target, details: { role } })
    await withdrawBeyond(deps, change, actor, target, null)
    tell({ table: 'member', id, userId })
    return { outcome: 'removed' }
  })
}

/** The caller's role and the number of owners, as they are now: what the caller was allowed at the door may be a moment old. */
export async function standingOf(trx: Transaction<Tables>, { organizationId, ownerId }: OrgScope) {
  const rows = await trx
    .selectFrom('member')
    .select(['userId', 'role'])
    .where('organizationId', '=', organizationId)
    .where((e) => e.or([e('role', '=', 'owner'), e('userId', '=', ownerId)]))
    .execute()
  return {
    actor: rows.find(({ userId }) => userId === ownerId)?.role ?? null,
    owners: rows.filter(({ role }) => role === 'owner').length,
  }
}

function membersOf(db: Database['read'], organizationId: string) {
  return db
    .selectFrom('member')
    .innerJoin('user', 'user.id', 'member.userId')
    .select(['member.id', 'member.userId', 'user.name', 'user.email', 'member.role', 'member.createdAt'])
    .where('member.organizationId', '=', organizationId)
}

type MemberRow = NonNullable<Awaited<ReturnType<typeof findMember>>>

function findMember(db: Database['read'], organizationId: string, userId: string) {
  return membersOf(db, organizationId).where('member.userId', '=', userId).executeTakeFirst()
}

function shown({ userId, name, email, role, createdAt }: MemberRow): Member {
  return { userId, name, email, role, joinedAt: millisecondsOf(createdAt) }
}
