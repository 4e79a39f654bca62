// When a client may come back, where coming back helps.
import { type Failure, httpStatusOf } from '#contract/failure'

/** Clients should come back soon after an outage, not all at once or never. Seconds. */
const AFTER_OUTAGE_S = 2

export function retryAfter({ code, retryAfterS }: Pick<Failure, 'code' | 'retryAfterS'>): Record<string, string> {
  const seconds = retryAfterS ?? (httpStatusOf(code) === 503 ? AFTER_OUTAGE_S : null)
  return seconds === null ? {} : { 'retry-after': String(seconds) }
}
