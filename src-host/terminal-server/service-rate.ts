// How fast somebody takes what it is given: a viewer that parses output, the worker that keeps a screen. Measured by what it says
// it is done with, from when it was given that, or was done with what came before: also one that is mostly idle is known.

/** Bytes done with at once, below which the time is that of the way there and not of the work. */
const TELLING_BYTES = 16_384
/** Weight of the newest measurement. */
const GAIN = 0.25

type Given = { until: number; at: number }

export class ServiceRate {
  /** Bytes a millisecond. */
  current: number
  private done = 0
  private doneAt = 0
  private waiting: Given[] = []

  /** `assumed` holds until something was measured. */
  constructor(assumed: number) {
    this.current = assumed
  }

  /** What is given from here on begins at this offset. */
  restart(offset: number): void {
    this.done = offset
    this.waiting = []
  }

  onGiven(until: number, now: number): void {
    this.waiting.push({ until, at: now })
  }

  onDone(offset: number, now: number): void {
    const bytes = offset - this.done
    if (bytes <= 0) return
    const since = Math.max(this.doneAt, this.waiting[0]?.at ?? now)
    const rest = this.waiting.findIndex(({ until }) => until > offset)
    this.waiting.splice(0, rest === -1 ? this.waiting.length : rest)
    this.done = offset
    this.doneAt = now
    if (bytes >= TELLING_BYTES && now > since) this.current += (bytes / (now - since) - this.current) * GAIN
  }
}
