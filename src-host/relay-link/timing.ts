// How long the link waits for whom. Given from outside in tests only.
import { PING_INTERVAL_MS } from '#contract/relay'

/** Milliseconds. */
export type LinkTiming = {
  pingIntervalMs: number
  /** For a connection to be open. Below the 10 s after which a window gives up by itself, so that it reads why. */
  connectTimeoutMs: number
  /** From the open connection to `welcome`. */
  welcomeTimeoutMs: number
  /** For the terminal server to list its terminals; the host is announced without them then. */
  listTimeoutMs: number
  /** The least time between two reports of the terminals: a title that changes with every command must not be a flood. */
  reportIntervalMs: number
  /** A channel that held this long was a good one: the next attempt counts as the first. */
  stableMs: number
  /** What a connection is given to say goodbye. */
  closeTimeoutMs: number
}

export const LINK_TIMING: LinkTiming = {
  pingIntervalMs: PING_INTERVAL_MS,
  connectTimeoutMs: 8_000,
  welcomeTimeoutMs: 10_000,
  listTimeoutMs: 5_000,
  reportIntervalMs: 200,
  stableMs: 10_000,
  closeTimeoutMs: 1_000,
}
