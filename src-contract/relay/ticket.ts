// The ticket that lets one viewer reach one terminal of one host, once. The control plane signs it, and the host reads from it who
// is typing: it believes the signature, not the channel that the ticket came by.
import { z } from 'zod'
import { Role } from '../organization/index.ts'
import { TerminalRole } from '../terminal/index.ts'

/** Where the control plane publishes the keys that it signs with. */
export const JWKS_PATH = '/api/auth/jwks'
export const TICKET_ISSUER = 'mooring'
/** Its own audience: a ticket is no access token, and an access token is no ticket. */
export const TICKET_AUDIENCE = 'mooring-relay-ticket'
export const TICKET_ALGORITHM = 'EdDSA'

/** Seconds. A dial-back over a bad network takes a few; longer would only help whoever found a ticket in a log. */
export const TICKET_LIFETIME_S = 30

export const TicketGrant = z.object({
  caller: z.object({
    /** Null for a service key. */
    userId: z.string().min(1).max(128).nullable(),
    organizationId: z.string().min(1).max(128),
    role: Role,
  }),
  hostId: z.string().min(1).max(64),
  terminalId: z.string().min(1).max(64),
  role: TerminalRole,
})
export type TicketGrant = z.infer<typeof TicketGrant>

/** `iat` and `exp` in seconds since the epoch; `jti` is random and makes the ticket single-use. */
export const TicketClaims = TicketGrant.extend({
  jti: z.string().min(16).max(64),
  iat: z.number(),
  exp: z.number(),
})
export type TicketClaims = z.infer<typeof TicketClaims>
