// How long to wait before the next attempt: full jitter, so that all hosts of a control plane that restarts do not return at once.

/** A blink: most losses are a control plane that restarts. */
const FIRST_MS = 500
/** Without anybody watching; still soon enough that a machine is back before its owner has wondered why. */
const LONGEST_MS = 30_000
/** Never hammer, whatever the dice say. */
const SHORTEST_MS = 250

/** `attempt` counts from 1; `random` gives [0, 1). Answers milliseconds. */
export function retryDelay(attempt: number, random: () => number): number {
  const ceiling = Math.min(LONGEST_MS, FIRST_MS * 2 ** (attempt - 1))
  return Math.round(SHORTEST_MS + random() * (ceiling - SHORTEST_MS))
}
