// What whoever holds an invitation's link may do with it: see what it is for, and come in, once.
import type { Transaction } from 'kysely'
import type { InvitationPreview, InvitationState, OrganizationMembership } from '#contract/organization'
import { type Actor, recordAudit } from '../audit/index.ts'
import { authDate, type Database, type Tables } from '../database/index.ts'
import type { SessionPrincipal } from '../identity/index.ts'
import { hashOf, newId } from '../secret/index.ts'
import { changeOrganization, type OrganizationDependencies } from './change-organization.ts'
import { invitationState } from './invitation-state.ts'
import { looksLikeInvitation } from './invitation-token.ts'
import { invitationRows } from './invitations.ts'
import { MAX_ORGANIZATIONS_PER_PERSON } from './organizations.ts'

type Reading = Pick<OrganizationDependencies, 'read' | 'now'>

/** Members of an organization: they are listed at once. */
const MAX_MEMBERS = 1_000

/** Why a link leads nowhere. That it was one once is told to whoever holds it, and nothing else. */
export type ClosedInvitation = 'unknown' | Exclude<InvitationState, 'open'>

export type PreviewResult = { outcome: 'open'; preview: InvitationPreview } | { outcome: ClosedInvitation }

export async function previewInvitation({ read, now }: Reading, token: string): Promise<PreviewResult> {
  const row = await findByToken(read, token)
  if (row === undefined) return { outcome: 'unknown' }
  const state = invitationState(row, now())
  if (state !== 'open') return { outcome: state }
  const { organizationName, role, createdByName: invitedBy, expiresAt } = row
  return { outcome: 'open', preview: { organizationName, role, invitedBy, expiresAt } }
}

/** Whether somebody who holds this token may make an account where accounts are made by invitation. */
export async function isOpenInvitation(deps: Reading, token: string): Promise<boolean> {
  return (await previewInvitation(deps, token)).outcome === 'open'
}

export type AcceptResult =
  /** Also for whoever is a member already: the link then stays good for somebody else. */
  | { outcome: 'member'; membership: OrganizationMembership }
  | { outcome: ClosedInvitation }
  | { outcome: 'organization-full'; limit: number }
  | { outcome: 'too-many-organizations'; limit: number }

export async function acceptInvitation(
  deps: OrganizationDependencies,
  { user, organizations }: SessionPrincipal,
  actor: Actor,
  token: string,
): Promise<AcceptResult> {
  const named = await findByToken(deps.read, token)
  if (named === undefined) return { outcome: 'unknown' }
  const { organizationId, id } = named
  return changeOrganization(deps, organizationId, async ({ trx, organization, tell }): Promise<AcceptResult> => {
    const row = await invitationRows(trx)
      .where('invitation.organizationId', '=', organizationId)
      .where('invitation.id', '=', id)
      .executeTakeFirstOrThrow()
    const member = await findMembership(trx, organizationId, user.id)
    const state = invitationState(row, deps.now())
    if (member !== undefined && (state === 'open' || row.acceptedByUserId === user.id)) {
      return { outcome: 'member', membership: { ...organization, role: member.role } }
    }
    if (state !== 'open') return { outcome: state }
    if (await isFull(trx, organizationId)) return { outcome: 'organization-full', limit: MAX_MEMBERS }
    if (organizations.length >= MAX_ORGANIZATIONS_PER_PERSON) {
      return { outcome: 'too-many-organizations', limit: MAX_ORGANIZATIONS_PER_PERSON }
    }
    const { role } = row
    const memberId = newId('member')
    await join(deps, trx, { id: memberId, organizationId, userId: user.id, role })
    await trx
      .updateTable('organizationInvitation')
      .set({ acceptedAt: deps.now(), acceptedByUserId: user.id })
      .where('organizationId', '=', organizationId)
      .where('id', '=', id)
      .execute()
    await recordAudit(trx, deps.now, organizationId, actor, {
      action: 'member-joined',
      target: { id: user.id, name: user.name },
      details: { role, invitation: id, ...(row.createdByName === null ? {} : { 'invited by': row.createdByName }) },
    })
    tell({ table: 'member', id: memberId, userId: user.id })
    tell({ table: 'organizationInvitation', id, userId: null })
    return { outcome: 'member', membership: { ...organization, role } }
  })
}

type NewMember = Pick<Tables['member'], 'id' | 'organizationId' | 'userId' | 'role'>

/** Whoever comes back is no former member any more: their keys are not stale (K7). */
async function join({ dialect, now }: OrganizationDependencies, trx: Transaction<Tables>, member: NewMember) {
  const { organizationId, userId } = member
  await trx
    .insertInto('member')
    .values({ ...member, createdAt: authDate(dialect, now()) })
    .execute()
  await trx
    .deleteFrom('formerMember')
    .where('organizationId', '=', organizationId)
    .where('userId', '=', userId)
    .execute()
}

async function isFull(trx: Transaction<Tables>, organizationId: string): Promise<boolean> {
  const { count } = await trx
    .selectFrom('member')
    .select((e) => e.fn.countAll<number>().as('count'))
    .where('organizationId', '=', organizationId)
    .executeTakeFirstOrThrow()
  return Number(count) >= MAX_MEMBERS
}

function findMembership(db: Database['read'], organizationId: string, userId: string) {
  return db
    .selectFrom('member')
    .select('role')
    .where('organizationId', '=', organizationId)
    .where('userId', '=', userId)
    .executeTakeFirst()
}

async function findByToken(read: Database['read'], token: string) {
  if (!looksLikeInvitation(token)) return undefined
  return invitationRows(read)
    .innerJoin('organization', 'organization.id', 'invitation.organizationId')
    .select('organization.name as organizationName')
    .where('invitation.hash', '=', hashOf(token))
    .executeTakeFirst()
}
