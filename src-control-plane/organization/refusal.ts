// What a person reads when a change of members or an invitation is refused.
import { Failure } from '#contract/failure'
import type { ClosedInvitation } from './accept-invitation.ts'
import type { Refusal } from './roles.ts'

export function refusalFailure(because: Refusal): Failure {
  switch (because) {
    case 'admins-only':
      return new Failure('forbidden', 'This needs the role "admin" in the organization.')
    case 'owners-only':
      return new Failure('forbidden', 'Only an owner can make somebody an owner, or change or remove one.')
    case 'last-owner':
      return new Failure('conflict', 'An organization needs an owner. Make another member an owner first.')
    default:
      return because satisfies never
  }
}

export function closedFailure(because: ClosedInvitation): Failure {
  switch (because) {
    case 'unknown':
      return new Failure('not-found', 'There is no such invitation. Check that the link was copied whole.')
    case 'expired':
      return new Failure('conflict', 'This invitation has expired. Ask for a new one.')
    case 'withdrawn':
      return new Failure('conflict', 'This invitation was withdrawn. Ask for a new one.')
    case 'accepted':
      return new Failure('conflict', 'This invitation has been used. Each is for one person: ask for a new one.')
    default:
      return because satisfies never
  }
}
