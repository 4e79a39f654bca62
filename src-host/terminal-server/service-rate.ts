// How fast somebody takes what it is given: a viewer that parses output, the worker that keeps a screen. Measured by what it says
// it is done with, from when it was given that, or was done with what came before: also one that is mostly idle is known.

/** Bytes done with at once, below which the time is that of the way there and not of the work. */
const TELLING_BYTES = 16_384
/** Milliseconds of work that are remembered. */
const HORIZON_MS = 60
/** Milliseconds; what is heard of sooner after something else was done with it, in one bunch: only together they tell a rate. */
const BUNCH_MS = 1
/** Bytes; beyond these it is no bunch, but somebody who is that fast. */
const MAX_BUNCH_BYTES = 4_194_304
/** Milliseconds of work that the assumption counts for: hardly anything beside what was measured. */
const ASSUMED_MS = 2

type Work = { readonly bytes: number; readonly ms: number }

type Given = { until: number; at: number }

export class ServiceRate {
  private past: Work
  private recent: Work = { bytes: 0, ms: 0 }
  private measured = false
  private done = 0
  private doneAt = 0
  private waiting: Given[] = []

  /** `assumed` holds until something was measured. */
  constructor(assumed: number) {
    this.past = { bytes: assumed * ASSUMED_MS, ms: ASSUMED_MS }
  }

  /** Bytes a millisecond. */
  get current(): number {
    return (this.past.bytes + this.recent.bytes) / (this.past.ms + this.recent.ms)
  }

  /** Whether anything was measured yet. */
  get isMeasured(): boolean {
    return this.measured
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
    if (bytes >= TELLING_BYTES) this.remember(bytes, now - since)
  }

  private remember(bytes: number, ms: number): void {
    this.measured = true
    if (ms >= BUNCH_MS || this.recent.bytes > MAX_BUNCH_BYTES) {
      this.past = atMost(HORIZON_MS, sum(this.past, this.recent))
      this.recent = { bytes, ms }
    } else this.recent = sum(this.recent, { bytes, ms })
  }
}

const sum = (a: Work, b: Work): Work => ({ bytes: a.bytes + b.bytes, ms: a.ms + b.ms })

/** The same rate, counting for less. */
function atMost(horizonMs: number, { bytes, ms }: Work): Work {
  const kept = Math.min(1, horizonMs / ms)
  return { bytes: bytes * kept, ms: ms * kept }
}
