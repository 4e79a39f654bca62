// What an invitation is at a moment. Nobody writes a row when it expires, so it is computed.
import type { InvitationState } from '#contract/organization'

type Facts = {
  acceptedAt: number | null
  withdrawnAt: number | null
  expiresAt: number
  /** When the account of who invited was disabled: what it gave away is worth nothing more. */
  inviterDisabledAt: number | null
}

export function invitationState(facts: Facts, now: number): InvitationState {
  if (facts.acceptedAt !== null) return 'accepted'
  if (facts.withdrawnAt !== null || facts.inviterDisabledAt !== null) return 'withdrawn'
  return facts.expiresAt <= now ? 'expired' : 'open'
}
