// How many bytes a viewer may have on its way, unparsed: enough to keep it busy over its line, few enough that Ctrl-C is seen at
// once. Both depend on how fast it is, which depends on the machine, on what is printed, and on what else is open.
import { ServiceRate } from './service-rate.ts'

/** Bytes. The least is what the slowest browser parses in that time of what is slow to parse; the most is what a fast viewer far away needs. */
const MIN_WINDOW_BYTES = 32_768
const MAX_WINDOW_BYTES = 2_097_152
/** Milliseconds of work that a viewer has before it, besides what its line holds: what a person hardly sees. */
const WORK_AHEAD_MS = 40
/** Bytes: one frame, until it is known how long that takes. A page that was just opened is many times slower than it will be. */
const FIRST_WINDOW_BYTES = 65_536
/** Bytes a millisecond: of a browser, which is what a viewer is taken for at first. */
const ASSUMED_RATE = 10_000
/** Share of a longer round trip that is believed at once; a shorter one is believed wholly. */
const RTT_GAIN = 1 / 8

/** Milliseconds behind the shell at which a person sees that what is shown is old. */
const MAX_LAG_MS = 250
/** Bytes that are always shown as they are: a listing, a build's last errors. */
const ALWAYS_STREAMED_BYTES = 1_048_576

/** In whole bytes, whatever the clock's fractions. `rate` is in bytes a millisecond. */
export const windowFor = (rate: number, rttMs: number): number =>
  Math.min(MAX_WINDOW_BYTES, Math.max(MIN_WINDOW_BYTES, Math.round(rate * (rttMs + WORK_AHEAD_MS))))

export class CreditWindow {
  private readonly rate = new ServiceRate(ASSUMED_RATE)
  private acked = 0
  private rttMs = 0
  /** A frame sent while nothing else was on its way: only that one measures the line and not the viewer's own queue. */
  private probe: { until: number; at: number } | undefined

  /** The stream goes on from here, with nothing on its way. */
  restart(offset: number): void {
    this.acked = offset
    this.probe = undefined
    this.rate.restart(offset)
  }

  /** Bytes that may be sent after `sent`. */
  room(sent: number): number {
    const window = this.rate.isMeasured ? windowFor(this.rate.current, this.rttMs) : FIRST_WINDOW_BYTES
    return window - (sent - this.acked)
  }

  /** Whether it would see the newest byte so late that it is better shown the screen. */
  isTooFarFrom(end: number): boolean {
    return end - this.acked > Math.max(ALWAYS_STREAMED_BYTES, this.rate.current * MAX_LAG_MS)
  }

  onSent(from: number, until: number, now: number): void {
    this.rate.onGiven(until, now)
    if (from === this.acked && !this.probe) this.probe = { until, at: now }
  }

  onAck(offset: number, now: number): void {
    this.rate.onDone(offset, now)
    this.acked = Math.max(this.acked, offset)
    if (!this.probe || this.acked < this.probe.until) return
    const rtt = now - this.probe.at
    this.rttMs = rtt < this.rttMs || this.rttMs === 0 ? rtt : this.rttMs + (rtt - this.rttMs) * RTT_GAIN
    this.probe = undefined
  }
}
