// Viewers that wait for their host to dial back, by ticket. Each ticket is redeemed once, within its lifetime (R4).
import { Failure } from '#contract/failure'
import { TICKET_LIFETIME_S } from '#contract/relay'
import { Dial } from './dial.ts'
import type { RelayTiming } from './timing.ts'

/** Viewers waiting for one host at once: a window with every tab restored, not a flood that the host would have to answer. */
const MAX_DIALS_PER_HOST = 32

export type DialsOfHost = Map<string, Dial>

export type Dials = {
  /** `ofHost` are the dials that this host has not answered yet. Throws `too-many-requests` when there are too many. */
  open: (ofHost: DialsOfHost, id: string, ticket: string) => Dial
  /** Throws `not-signed-in`: the ticket is unknown, used or too old. */
  redeem: (ticket: string) => Dial
}

export function createDials({ now, timing }: { now: () => number; timing: RelayTiming }): Dials {
  const waiting = new Map<string, { dial: Dial; expiresAt: number }>()
  return {
    open(ofHost, id, ticket) {
      if (ofHost.size >= MAX_DIALS_PER_HOST)
        throw new Failure('too-many-requests', 'Too many viewers wait for this host. Try again in a moment.')
      const dial = new Dial(id, timing, () => {
        waiting.delete(ticket)
        ofHost.delete(id)
      })
      waiting.set(ticket, { dial, expiresAt: now() + TICKET_LIFETIME_S * 1000 })
      ofHost.set(id, dial)
      return dial
    },
    redeem(ticket) {
      const found = waiting.get(ticket)
      waiting.delete(ticket)
      if (found !== undefined && now() < found.expiresAt) return found.dial
      throw new Failure('not-signed-in', 'This ticket is unknown, was used already, or is too old.')
    },
  }
}
