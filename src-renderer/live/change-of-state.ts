// What a new state of the host takes away: organizations that the person is not in any more, or everything, when it is another
// person or another control plane. Decided from two states, so that no event can be missed.
import type { AppState } from '#contract/app'
import type { OrganizationMembership } from '#contract/organization'

export type TakenAway =
  | { what: 'nothing' }
  /** Whatever came from the control plane is another's. */
  | { what: 'everything' }
  | { what: 'organizations'; gone: readonly OrganizationMembership[] }

type Relevant = Pick<AppState, 'controlPlane' | 'identity'>

export function takenAway(before: Relevant | undefined, now: Relevant): TakenAway {
  if (before === undefined) return { what: 'nothing' }
  if (before.controlPlane.url !== now.controlPlane.url) return { what: 'everything' }
  if (before.identity.state !== 'signed-in') return { what: 'nothing' }
  if (now.identity.state !== 'signed-in') return { what: 'everything' }
  if (before.identity.me.user?.id !== now.identity.me.user?.id) return { what: 'everything' }
  const kept = new Set(now.identity.me.organizations.map(({ id }) => id))
  const gone = before.identity.me.organizations.filter(({ id }) => !kept.has(id))
  return gone.length === 0 ? { what: 'nothing' } : { what: 'organizations', gone }
}
