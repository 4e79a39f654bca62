// How often somebody may try to come in: counted by address, and by the account that is tried. One counter for each replica.
import { isIPv6 } from 'node:net'
import { Failure } from '#contract/failure'
import { createRequestRate, networkOf } from '../identity/index.ts'

/** `window` in seconds. */
type Rule = { readonly window: number; readonly max: number }
type Rules = { readonly address: Rule; readonly account?: Rule }

const MINUTE_S = 60
const QUARTER_S = 15 * MINUTE_S

/** A person mistypes a few times, a guesser needs thousands; behind one address there may be an office. */
const RULES = {
  'sign-in': { address: { window: MINUTE_S, max: 10 }, account: { window: QUARTER_S, max: 30 } },
  'sign-up': { address: { window: MINUTE_S, max: 20 }, account: { window: QUARTER_S, max: 10 } },
  'device-code': { address: { window: MINUTE_S, max: 20 } },
  // A waiting device asks thirty times a minute.
  'device-token': { address: { window: MINUTE_S, max: 300 } },
  // Guessing one code of 2^40 is hopeless at any such pace.
  'device-decision': { address: { window: MINUTE_S, max: 120 }, account: { window: MINUTE_S, max: 60 } },
} as const satisfies Record<string, Rules>

export type Attempt = keyof typeof RULES

export type Attempts = {
  /** Throws `too-many-requests` with the time to wait. `account` is an e-mail address, as normalised, or a user's id. */
  count: (attempt: Attempt, address: string | null, account?: string) => Promise<void>
}

export function createAttempts(now: () => number): Attempts {
  // Apart, so that a flood of made-up accounts makes none of the addresses forgotten.
  const addresses = createRequestRate(now)
  const accounts = createRequestRate(now)
  return {
    async count(attempt, address, account) {
      const rules: Rules = RULES[attempt]
      refuse(await addresses.consume(`${attempt} ${siteOf(address)}`, rules.address))
      if (account === undefined || rules.account === undefined) return
      refuse(await accounts.consume(`${attempt} ${account}`, rules.account))
    },
  }
}

function refuse({ allowed, retryAfter }: { allowed: boolean; retryAfter: number | null }): void {
  if (allowed) return
  const retryAfterS = retryAfter ?? MINUTE_S
  const minutes = Math.ceil(retryAfterS / MINUTE_S)
  const wait = minutes > 1 ? `${minutes} minutes` : 'a minute'
  throw new Failure('too-many-requests', `Too many attempts. Wait ${wait} and try again.`, { retryAfterS })
}

/** Whoever has one address of IPv6 has a whole network of them. */
function siteOf(address: string | null): string {
  return (address !== null && isIPv6(address) ? networkOf(address) : address) ?? 'unknown'
}

/** One account, however its address is written. */
export function normalisedEmail(email: string): string {
  return email.trim().normalize('NFKC').toLowerCase()
}
