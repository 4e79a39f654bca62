// How long to wait before the next attempt to reach a terminal: full jitter, so that many viewers do not return at once.

/** A blink: most losses are a host that restarts. */
const FIRST_MS = 500
/** A person watches the countdown; longer than this feels abandoned. */
const LONGEST_MS = 15_000
/** Never hammer, whatever the dice say. */
const SHORTEST_MS = 250

/** `attempt` counts from 1; `random` gives [0, 1). Answers milliseconds. */
export function retryDelay(attempt: number, random: () => number): number {
  const ceiling = Math.min(LONGEST_MS, FIRST_MS * 2 ** (attempt - 1))
  return Math.round(SHORTEST_MS + random() * (ceiling - SHORTEST_MS))
}
