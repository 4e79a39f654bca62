// What one member may do to another, so that the page offers only that and says why not the rest. The control plane decides.
import { atLeast, type Role } from '#contract/organization'
import type { Option } from '../ui/index.ts'

export const ROLE_WORDS: Record<Role, { label: string; may: string }> = {
  member: { label: 'Member', may: 'Uses what the organization has: models, chats, hosts and keys of their own.' },
  admin: { label: 'Admin', may: 'Also invites and removes people, sets up providers and sees everybody’s keys.' },
  owner: { label: 'Owner', may: 'Also makes and unmakes owners.' },
}

/** In a sentence: `is a member`. */
export const AS_ROLE: Record<Role, string> = { member: 'a member', admin: 'an admin', owner: 'an owner' }

type Standing = {
  /** The role of whoever looks. */
  own: Role
  /** The role of the member who is looked at. */
  theirs: Role
  /** How many owners there are. */
  owners: number
}

const LAST_OWNER = 'an organization needs an owner'

/** The roles that can be given; none where nothing can be changed. */
export function roleOptions({ own, theirs, owners }: Standing): readonly Option<Role>[] {
  if (!atLeast(own, 'admin') || (theirs === 'owner' && own !== 'owner')) return []
  const unavailable = (role: Role) => {
    if (role === 'owner' && own !== 'owner') return 'only an owner can'
    return theirs === 'owner' && role !== 'owner' && owners <= 1 ? LAST_OWNER : undefined
  }
  return (['member', 'admin', 'owner'] as const).map((value) => {
    const why = unavailable(value)
    return { value, label: ROLE_WORDS[value].label, ...(why === undefined ? {} : { unavailable: why }) }
  })
}

export function mayRemove({ own, theirs }: Standing): boolean {
  return atLeast(own, 'admin') && (theirs !== 'owner' || own === 'owner')
}

/** Why somebody cannot go, by their own wish or another's; undefined if they can. */
export function whyMustStay({ theirs, owners }: Omit<Standing, 'own'>): string | undefined {
  return theirs === 'owner' && owners <= 1
    ? 'An organization needs an owner. Make somebody else an owner first.'
    : undefined
}

/** The roles that somebody may invite to: their own at most. */
export function invitedRoles(own: Role): readonly { value: Role; label: string }[] {
  return (['member', 'admin', 'owner'] as const)
    .filter((role) => atLeast(own, role))
    .map((value) => ({ value, label: ROLE_WORDS[value].label }))
}
