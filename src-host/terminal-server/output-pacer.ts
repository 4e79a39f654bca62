// When output is sent: at once when the terminal was quiet, so that an echo waits for nothing; then in batches.
import { MAX_OUTPUT_BYTES } from '#contract/terminal'

/** Milliseconds; a quarter of a display's frame, so that nobody sees it, and a viewer wakes 250 times a second at most. */
export const BATCH_MS = 4

export class OutputPacer {
  private readonly flush: () => void
  private pending = 0
  private flushedAt = Number.NEGATIVE_INFINITY
  private timer: NodeJS.Timeout | undefined

  constructor(flush: () => void) {
    this.flush = flush
  }

  push(bytes: number): void {
    this.pending += bytes
    const wait = this.flushedAt + BATCH_MS - performance.now()
    if (wait <= 0 || this.pending >= MAX_OUTPUT_BYTES) this.now()
    else this.timer ??= setTimeout(() => this.now(), wait)
  }

  now(): void {
    clearTimeout(this.timer)
    this.timer = undefined
    this.pending = 0
    this.flushedAt = performance.now()
    this.flush()
  }

  close(): void {
    clearTimeout(this.timer)
  }
}
