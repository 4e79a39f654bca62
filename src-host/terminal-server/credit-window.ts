// How many bytes a viewer may have on its way, unparsed: enough to fill a long line, few enough that Ctrl-C is seen at once.

/** Bytes. A viewer parses about 10 MB in a second, so the largest window is what it works on for 200 ms. */
const MIN_WINDOW_BYTES = 524_288
const MAX_WINDOW_BYTES = 2_097_152
const BASE_WINDOW_BYTES = 262_144
/** Bytes a millisecond that a viewer's xterm parses. */
const PARSE_RATE = 10_000
/** Share of a longer round trip that is believed at once; a shorter one is believed wholly. */
const RTT_GAIN = 1 / 8

/** In whole bytes, whatever the clock's fractions. */
export const windowFor = (rttMs: number): number =>
  Math.min(MAX_WINDOW_BYTES, Math.max(MIN_WINDOW_BYTES, Math.round(PARSE_RATE * rttMs) + BASE_WINDOW_BYTES))

export class CreditWindow {
  private acked = 0
  private rttMs = 0
  /** A frame sent while nothing else was on its way: only that one measures the line and not the viewer's own queue. */
  private probe: { until: number; at: number } | undefined

  /** The stream goes on from here, with nothing on its way. */
  restart(offset: number): void {
    this.acked = offset
    this.probe = undefined
  }

  /** Bytes that may be sent after `sent`. */
  room(sent: number): number {
    return windowFor(this.rttMs) - (sent - this.acked)
  }

  onSent(from: number, until: number, now: number): void {
    if (from === this.acked && !this.probe) this.probe = { until, at: now }
  }

  onAck(offset: number, now: number): void {
    this.acked = Math.max(this.acked, offset)
    if (!this.probe || this.acked < this.probe.until) return
    const rtt = now - this.probe.at
    this.rttMs = rtt < this.rttMs || this.rttMs === 0 ? rtt : this.rttMs + (rtt - this.rttMs) * RTT_GAIN
    this.probe = undefined
  }
}
