// How a request ended, as the ledger has it, by the failure that ended it. Pure.
import { type Failure, httpStatusOf } from '#contract/failure'
import type { LedgerEntry } from '#contract/gateway'

/** Nobody reads this status; nginx made it the custom for a client that left. */
const CLIENT_LEFT = 499

export function endingOf({ code }: Failure): Pick<LedgerEntry, 'status' | 'outcome' | 'error'> {
  switch (code) {
    case 'cancelled':
      return { status: CLIENT_LEFT, outcome: 'cancelled', error: null }
    case 'revoked':
    case 'access-changed':
      return { status: httpStatusOf(code), outcome: 'cancelled', error: code }
    case 'provider-failed':
    case 'timeout':
      return { status: httpStatusOf(code), outcome: 'failed', error: code }
    default:
      return { status: httpStatusOf(code), outcome: 'refused', error: code }
  }
}
