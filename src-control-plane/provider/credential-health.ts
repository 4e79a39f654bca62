// What its answers say about a credential, and how long it is passed over for that. Pure.
import type { CredentialHealth } from '#contract/gateway'

/** What a request met that was sent with it. */
export type Met =
  | { readonly met: 'success' }
  | { readonly met: 'refused' }
  | { readonly met: 'rate-limited'; readonly retryAfterMs: number | null }
  /** The provider could not be reached, was silent, or failed by itself. */
  | { readonly met: 'failure' }

export type Condition = { readonly health: CredentialHealth; readonly failuresInARow: number }

export const HEALTHY: Condition = { health: { state: 'healthy' }, failuresInARow: 0 }

/** A key that was refused is rarely good again a moment later, yet an account may be topped up. Milliseconds. */
const REFUSED_MS = 60_000
/** For a provider that limits and does not say for how long. Milliseconds. */
const LIMITED_MS = 10_000
/** A provider that says more is asked again after this all the same: its windows are of a minute, seldom of an hour. Milliseconds. */
const MAX_LIMITED_MS = 60 * 60_000
/** One failure is chance, and a provider in trouble fails every time. */
export const FAILURES_TO_BREAK = 5
/** Long enough to spare a provider that is down, short enough that nobody waits long once it is back. Milliseconds. */
export const BROKEN_MS = 15_000

export function afterAnswer({ health, failuresInARow }: Condition, met: Met, at: number): Condition {
  switch (met.met) {
    case 'success':
      // A limit is met by those who ask after it was reached, and this one may have asked before.
      return limitedUntil(health) > at ? { health, failuresInARow: 0 } : HEALTHY
    case 'refused':
      return cooling(at + REFUSED_MS, 'refused')
    case 'rate-limited': {
      const waitMs = Math.min(Math.max(met.retryAfterMs ?? LIMITED_MS, 0), MAX_LIMITED_MS)
      return cooling(at + waitMs, 'rate-limited')
    }
    case 'failure': {
      const failures = failuresInARow + 1
      const broken = failures >= FAILURES_TO_BREAK
      return { health: broken ? brokenUntil(at + BROKEN_MS) : { state: 'healthy' }, failuresInARow: failures }
    }
    default:
      return met satisfies never
  }
}

/** As it is shown, and as it counts: what is over is healthy. */
export function healthAt({ health }: Condition, at: number): CredentialHealth {
  return health.state === 'healthy' || health.until > at ? health : HEALTHY.health
}

/** A request goes out with it. What was broken lets one request try, and the others wait for what that meets. */
export function afterStart(condition: Condition, at: number): Condition {
  const { health } = condition
  return health.state === 'broken' ? { ...condition, health: brokenUntil(at + BROKEN_MS) } : condition
}

const limitedUntil = (health: CredentialHealth) =>
  health.state === 'cooling' && health.because === 'rate-limited' ? health.until : 0

const cooling = (until: number, because: 'refused' | 'rate-limited'): Condition => ({
  health: { state: 'cooling', until, because },
  failuresInARow: 0,
})

const brokenUntil = (until: number): CredentialHealth => ({ state: 'broken', until })
