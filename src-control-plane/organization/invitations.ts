// Invitations as admins see them: made, listed, withdrawn. What their guests do stands in accept-invitation.
import type { CreatedInvitation, CreateInvitationRequest, Invitation } from '#contract/organization'
import { type Actor, recordAudit } from '../audit/index.ts'
import type { Database } from '../database/index.ts'
import type { OrgScope } from '../identity/index.ts'
import { hashOf, newId } from '../secret/index.ts'
import { changeOrganization, type OrganizationDependencies } from './change-organization.ts'
import { invitationState } from './invitation-state.ts'
import { invitationLink, newInvitationToken } from './invitation-token.ts'
import { standingOf } from './members.ts'
import { mayInvite } from './roles.ts'
import { invitationName } from './withdraw.ts'

/** Open ones of an organization: more links than anybody can keep an eye on. */
const MAX_OPEN_INVITATIONS = 50
/** Answered in a list: the open ones and the latest that are over. */
const MAX_LISTED = 200
const DAY_MS = 24 * 3600 * 1000

/** Open ones first, then newest first. */
export async function listInvitations(
  { read, now }: Pick<OrganizationDependencies, 'read' | 'now'>,
  { organizationId }: OrgScope,
): Promise<Invitation[]> {
  const at = now()
  const rows = await invitationRows(read)
    .where('invitation.organizationId', '=', organizationId)
    .orderBy((e) =>
      e
        .case()
        .when(e.and([e('acceptedAt', 'is', null), e('withdrawnAt', 'is', null), e('invitation.expiresAt', '>', at)]))
        .then(0)
        .else(1)
        .end(),
    )
    .orderBy('invitation.createdAt', 'desc')
    .orderBy('invitation.id')
    .limit(MAX_LISTED)
    .execute()
  return rows.map((row) => shown(row, at))
}

export type InviteResult =
  | { outcome: 'created'; created: CreatedInvitation }
  | { outcome: 'above-own-role' }
  | { outcome: 'limit-reached'; limit: number }

/** The token is in the result's link and nowhere else. `url` is where people reach this control plane. */
export function createInvitation(
  deps: OrganizationDependencies & { url: string },
  scope: OrgScope,
  actor: Actor,
  { role, note, expiresInDays }: CreateInvitationRequest,
): Promise<InviteResult> {
  const { organizationId, ownerId } = scope
  return changeOrganization(deps, organizationId, async ({ trx, tell }): Promise<InviteResult> => {
    const at = deps.now()
    if (!mayInvite((await standingOf(trx, scope)).actor, role)) return { outcome: 'above-own-role' }
    const open = await openIds(trx, organizationId, at)
    if (open.length >= MAX_OPEN_INVITATIONS) return { outcome: 'limit-reached', limit: MAX_OPEN_INVITATIONS }
    const token = newInvitationToken()
    const id = newId('inv')
    const expiresAt = at + expiresInDays * DAY_MS
    await trx
      .insertInto('organizationInvitation')
      .values({
        organizationId,
        id,
        hash: hashOf(token),
        role,
        note,
        createdByUserId: ownerId,
        createdAt: at,
        expiresAt,
        withdrawnAt: null,
        acceptedAt: null,
        acceptedByUserId: null,
      })
      .execute()
    await recordAudit(trx, deps.now, organizationId, actor, {
      action: 'invitation-created',
      target: { id, name: invitationName(note) },
      details: { role, expires: new Date(expiresAt).toISOString() },
    })
    tell({ table: 'organizationInvitation', id, userId: null })
    const createdByName = actor.principal?.user?.name ?? null
    const dates = { createdAt: at, expiresAt }
    const invitation = { id, role, note, state: 'open' as const, createdByName, ...dates, acceptedByName: null }
    return { outcome: 'created', created: { invitation, link: invitationLink(deps.url, token) } }
  })
}

export type WithdrawResult = { outcome: 'withdrawn' } | { outcome: 'accepted' } | { outcome: 'not-found' }

/** One that is withdrawn or expired stays so. */
export function withdrawInvitation(
  deps: OrganizationDependencies,
  { organizationId }: OrgScope,
  actor: Actor,
  id: string,
): Promise<WithdrawResult> {
  return changeOrganization(deps, organizationId, async ({ trx, tell }): Promise<WithdrawResult> => {
    const row = await invitationRows(trx)
      .where('invitation.organizationId', '=', organizationId)
      .where('invitation.id', '=', id)
      .executeTakeFirst()
    if (row === undefined) return { outcome: 'not-found' }
    if (row.acceptedAt !== null) return { outcome: 'accepted' }
    if (row.withdrawnAt !== null) return { outcome: 'withdrawn' }
    await trx
      .updateTable('organizationInvitation')
      .set({ withdrawnAt: deps.now() })
      .where('organizationId', '=', organizationId)
      .where('id', '=', id)
      .execute()
    await recordAudit(trx, deps.now, organizationId, actor, {
      action: 'invitation-withdrawn',
      target: { id, name: invitationName(row.note) },
      details: { role: row.role },
    })
    tell({ table: 'organizationInvitation', id, userId: null })
    return { outcome: 'withdrawn' }
  })
}

function openIds(db: Database['read'], organizationId: string, at: number) {
  return db
    .selectFrom('organizationInvitation')
    .select('id')
    .where('organizationId', '=', organizationId)
    .where('acceptedAt', 'is', null)
    .where('withdrawnAt', 'is', null)
    .where('expiresAt', '>', at)
    .limit(MAX_OPEN_INVITATIONS)
    .execute()
}

/** Without the hash: nothing that is answered can be compared with a token. */
export function invitationRows(db: Database['read']) {
  return db
    .selectFrom('organizationInvitation as invitation')
    .leftJoin('user as inviter', 'inviter.id', 'invitation.createdByUserId')
    .leftJoin('user as guest', 'guest.id', 'invitation.acceptedByUserId')
    .select([
      'invitation.organizationId',
      'invitation.id',
      'invitation.role',
      'invitation.note',
      'invitation.createdAt',
      'invitation.expiresAt',
      'invitation.withdrawnAt',
      'invitation.acceptedAt',
      'invitation.acceptedByUserId',
      'inviter.name as createdByName',
      'inviter.disabledAt as inviterDisabledAt',
      'guest.name as acceptedByName',
    ])
}

type InvitationRow = Awaited<ReturnType<ReturnType<typeof invitationRows>['execute']>>[number]

function shown(row: InvitationRow, at: number): Invitation {
  const { id, role, note, createdByName, createdAt, expiresAt, acceptedByName } = row
  return { id, role, note, state: invitationState(row, at), createdByName, createdAt, expiresAt, acceptedByName }
}
