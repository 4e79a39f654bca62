// One-time tickets: the address printed at the start lets one browser in, once, for a minute (L2).
import { randomBytes } from 'node:crypto'

/** Long enough for a slow browser to start, short enough to be worthless in a log. */
const TICKET_LIFETIME_MS = 60_000
/** Tickets waiting at once; the oldest is dropped when a script asks for more. */
const MAX_TICKETS = 100

export type Tickets = { issue: () => string; redeem: (ticket: string) => boolean }

export function createTickets(now: () => number): Tickets {
  const expiries = new Map<string, number>()
  return {
    issue() {
      const ticket = randomBytes(24).toString('base64url')
      expiries.set(ticket, now() + TICKET_LIFETIME_MS)
      const [oldest] = expiries.keys()
      if (expiries.size > MAX_TICKETS && oldest !== undefined) expiries.delete(oldest)
      return ticket
    },
    redeem(ticket) {
      const expiry = expiries.get(ticket)
      expiries.delete(ticket)
      return expiry !== undefined && expiry > now()
    },
  }
}
