// Who may change whose role, remove whom and invite as what. Pure: the roles are those of the moment, and no organization is left without an owner.
import { atLeast, type Role } from '#contract/organization'

export type Refusal = 'admins-only' | 'owners-only' | 'last-owner'

/** Null for somebody who is not, or no longer, a member. */
type Actor = Role | null

type RoleChange = { actor: Actor; before: Role; after: Role; owners: number }

export function refuseRoleChange({ actor, before, after, owners }: RoleChange): Refusal | null {
  if (actor === null || !atLeast(actor, 'admin')) return 'admins-only'
  if ((before === 'owner' || after === 'owner') && actor !== 'owner') return 'owners-only'
  return before === 'owner' && after !== 'owner' && owners <= 1 ? 'last-owner' : null
}

type Removal = { actor: Actor; target: Role; leaves: boolean; owners: number }

/** Everybody may leave. */
export function refuseRemoval({ actor, target, leaves, owners }: Removal): Refusal | null {
  if (!leaves) {
    if (actor === null || !atLeast(actor, 'admin')) return 'admins-only'
    if (target === 'owner' && actor !== 'owner') return 'owners-only'
  }
  return target === 'owner' && owners <= 1 ? 'last-owner' : null
}

/** Also asked when the inviter's role changes: a link is worth no more than who gave it. */
export function mayInvite(actor: Actor, role: Role): boolean {
  return actor !== null && atLeast(actor, 'admin') && atLeast(actor, role)
}
