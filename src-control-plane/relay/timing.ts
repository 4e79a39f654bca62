// How long the relay waits for whom. Given from outside in tests only.
import { PING_INTERVAL_MS } from '#contract/relay'

/** Milliseconds. */
export type RelayTiming = {
  pingIntervalMs: number
  /** From the 101 to `hello`: our own host sends it at once. */
  helloTimeoutMs: number
  /** From the viewer's 101 to the host's: below the 10 s after which a viewer gives up by itself, so that it reads why. */
  dialTimeoutMs: number
  /** What a connection is given to say goodbye when the control plane stops. */
  closeTimeoutMs: number
}

export const RELAY_TIMING: RelayTiming = {
  pingIntervalMs: PING_INTERVAL_MS,
  helloTimeoutMs: 10_000,
  dialTimeoutMs: 8_000,
  closeTimeoutMs: 1_000,
}
