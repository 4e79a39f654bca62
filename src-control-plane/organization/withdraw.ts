// Invitations end with what their inviter may give: whoever is removed cannot come back by a link they made before.
import type { Role } from '#contract/organization'
import { type Actor, recordAudit } from '../audit/index.ts'
import type { OrganizationChange } from './change-organization.ts'
import { mayInvite } from './roles.ts'

/** Withdraws those open invitations of `inviter` that somebody of this role may not make. */
export async function withdrawBeyond(
  { now }: { now: () => number },
  { trx, organization, tell }: OrganizationChange,
  actor: Actor,
  inviter: { id: string; name: string },
  role: Role | null,
): Promise<void> {
  const open = await trx
    .selectFrom('organizationInvitation')
    .select(['id', 'role', 'note'])
    .where('organizationId', '=', organization.id)
    .where('createdByUserId', '=', inviter.id)
    .where('acceptedAt', 'is', null)
    .where('withdrawnAt', 'is', null)
    .where('expiresAt', '>', now())
    .execute()
  for (const { id, role: given, note } of open) {
    if (mayInvite(role, given)) continue
    await trx
      .updateTable('organizationInvitation')
      .set({ withdrawnAt: now() })
      .where('organizationId', '=', organization.id)
      .where('id', '=', id)
      .execute()
    const reason = role === null ? `${inviter.name} is no longer a member` : `${inviter.name} is now "${role}"`
    const target = { id, name: invitationName(note) }
    await recordAudit(trx, now, organization.id, actor, {
      action: 'invitation-withdrawn',
      target,
      details: { role: given, reason },
    })
    tell({ table: 'organizationInvitation', id, userId: null })
  }
}

/** As the audit calls it. */
export function invitationName(note: string): string {
  return note === '' ? 'An invitation' : note
}
