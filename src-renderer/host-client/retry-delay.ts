// How long to wait before the next attempt to reach the host.

/** The host is on this machine: it is back soon after a restart, or it needs a person. So the wait stays short. */
const FIRST_MS = 500
const LONGEST_MS = 8_000

/** Milliseconds before attempt number `attempt`, counted from 0: at once, then 0.5, 1, 2, 4, 8, 8 … seconds. */
export function retryDelayMs(attempt: number): number {
  return attempt === 0 ? 0 : Math.min(FIRST_MS * 2 ** (attempt - 1), LONGEST_MS)
}
