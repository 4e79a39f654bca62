// The host's own judgement of a ticket: it attaches nobody on the word of a channel, only on a signature, for itself, from its owner,
// in time, and once (R3).
import { createRemoteJWKSet, errors, jwtVerify } from 'jose'
import { Failure } from '#contract/failure'
import { atLeast } from '#contract/organization'
import {
  JWKS_PATH,
  TICKET_ALGORITHM,
  TICKET_AUDIENCE,
  TICKET_ISSUER,
  TICKET_LIFETIME_S,
  TicketClaims,
  type TicketGrant,
} from '#contract/relay'

export type Verdict = { outcome: 'accepted'; grant: TicketGrant } | { outcome: 'refused'; failure: Failure }

export type TicketVerifier = (ticket: string) => Promise<Verdict>

type Options = {
  controlPlaneUrl: string
  hostId: string
  organizationId: string
  ownerUserId: string | null
  now: () => number
}

/** A key that is not known is asked for at this pace, whatever tickets come. */
const KEY_REFETCH_MS = 60_000
/** A key that was withdrawn is trusted for this long at most. */
const KEYS_LIFETIME_MS = 10 * 60_000
const KEYS_TIMEOUT_MS = 5_000
/** What the clocks of two machines may differ by. Seconds. */
const CLOCK_TOLERANCE_S = 5
/** Tickets remembered as used, each for its lifetime. More arrive only from a control plane gone wrong. */
const MAX_USED_TICKETS = 10_000

export function createTicketVerifier(options: Options): TicketVerifier {
  const { now } = options
  const address = new URL(options.controlPlaneUrl)
  address.pathname = JWKS_PATH
  const keys = createRemoteJWKSet(address, {
    cooldownDuration: KEY_REFETCH_MS,
    cacheMaxAge: KEYS_LIFETIME_MS,
    timeoutDuration: KEYS_TIMEOUT_MS,
  })
  const used = createUsedTickets(now)
  return async (ticket) => {
    try {
      const { payload } = await jwtVerify(ticket, keys, {
        algorithms: [TICKET_ALGORITHM],
        issuer: TICKET_ISSUER,
        audience: TICKET_AUDIENCE,
        currentDate: new Date(now()),
        clockTolerance: CLOCK_TOLERANCE_S,
        requiredClaims: ['jti', 'iat', 'exp'],
      })
      return judge(options, TicketClaims.parse(payload), used)
    } catch (error) {
      return { outcome: 'refused', failure: failureOf(error) }
    }
  }
}

function judge(self: Options, claims: TicketClaims, used: UsedTickets): Verdict {
  const { caller, hostId, terminalId, role, jti, iat, exp } = claims
  if (exp - iat > TICKET_LIFETIME_S) return refused(`The ticket lives longer than ${TICKET_LIFETIME_S} s.`)
  if (hostId !== self.hostId) return refused('The ticket is for another host.')
  if (caller.organizationId !== self.organizationId) return refused('The ticket is of another organization.')
  if (!mayAttach(self, caller)) return refused('The ticket is not of somebody who may attach to this host.')
  if (!used.use(jti, exp)) return refused('The ticket was used already.')
  return { outcome: 'accepted', grant: { caller, hostId, terminalId, role } }
}

/** Of a host that belongs to the organization itself, its admins are the owners. */
function mayAttach({ ownerUserId }: Options, { userId, role }: TicketClaims['caller']): boolean {
  return ownerUserId === null ? atLeast(role, 'admin') : userId === ownerUserId
}

type UsedTickets = { use: (jti: string, exp: number) => boolean }

function createUsedTickets(now: () => number): UsedTickets {
  const expiryOf = new Map<string, number>()
  return {
    use(jti, exp) {
      for (const [known, expiry] of expiryOf) if (expiry < now()) expiryOf.delete(known)
      if (expiryOf.has(jti) || expiryOf.size >= MAX_USED_TICKETS) return false
      expiryOf.set(jti, (exp + CLOCK_TOLERANCE_S) * 1000)
      return true
    },
  }
}

function refused(message: string): Verdict {
  return { outcome: 'refused', failure: new Failure('forbidden', message) }
}

/** A viewer should read whether it is the ticket, the clocks, or keys that could not be had. */
function failureOf(error: unknown): Failure {
  if (error instanceof errors.JWTExpired)
    return new Failure('forbidden', 'The ticket has expired. Do the clocks of host and control plane agree?')
  if (error instanceof errors.JWKSTimeout || error instanceof TypeError || isPlainJoseError(error))
    return new Failure('unavailable', "The host could not read the control plane's signing keys.", { cause: error })
  return new Failure('forbidden', 'The host does not trust this ticket.', { cause: error })
}

/** jose's own class, not one of its kinds: the answer of the keys' address was not 200, or no JSON. */
function isPlainJoseError(error: unknown): boolean {
  return error instanceof errors.JOSEError && error.code === 'ERR_JOSE_GENERIC'
}
