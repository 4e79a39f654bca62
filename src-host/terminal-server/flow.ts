// Whether a terminal prints so much that it would be felt by whoever types elsewhere.

/** Bytes within the last milliseconds: more than a person's keys and a program's screens bring. */
const FLOOD_BYTES = 65_536
const WITHIN_MS = 40

export class Flow {
  private since = 0
  private bytes = 0
  private before = 0

  push(bytes: number, now: number): void {
    if (now - this.since >= WITHIN_MS) {
      this.before = now - this.since < 2 * WITHIN_MS ? this.bytes : 0
      this.bytes = 0
      this.since = now
    }
    this.bytes += bytes
  }

  isFlood(now: number): boolean {
    return now - this.since < 2 * WITHIN_MS && Math.max(this.bytes, this.before) >= FLOOD_BYTES
  }
}
