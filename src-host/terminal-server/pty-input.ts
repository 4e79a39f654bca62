// What is typed, on its way into a PTY. It is written at once as long as the system takes it: node-pty's own way leads over
// another thread, which costs a third of an echo and lets a key wait behind whatever else that thread does.
import { writeSync } from 'node:fs'

/** Milliseconds until a full PTY is tried again: its program reads a few kilobytes, or nothing at all. */
const RETRY_MS = 1

export class PtyInput {
  private readonly descriptor: number
  private readonly isOpen: () => boolean
  private waiting: Uint8Array[] = []
  private retry: NodeJS.Timeout | undefined

  /** `descriptor` never blocks. It is used only while `isOpen`: a number that was given back may be somebody else's file. */
  constructor(descriptor: number, isOpen: () => boolean) {
    this.descriptor = descriptor
    this.isOpen = isOpen
  }

  /** In order, whatever has to wait. */
  write(bytes: Uint8Array): void {
    const rest = this.waiting.length === 0 ? this.writeNow(bytes) : bytes
    if (rest.byteLength === 0) return
    // A copy: the message that brought them may be used again.
    this.waiting.push(Uint8Array.from(rest))
    this.retry ??= setTimeout(() => this.writeWaiting(), RETRY_MS)
  }

  close(): void {
    clearTimeout(this.retry)
    this.waiting = []
  }

  private writeWaiting(): void {
    this.retry = undefined
    for (let first = this.waiting[0]; first; first = this.waiting[0]) {
      const rest = this.writeNow(first)
      if (rest.byteLength > 0) {
        this.waiting[0] = rest
        this.retry = setTimeout(() => this.writeWaiting(), RETRY_MS)
        return
      }
      this.waiting.shift()
    }
  }

  /** What the PTY has not taken. One that is gone takes everything. */
  private writeNow(bytes: Uint8Array): Uint8Array {
    let written = 0
    while (written < bytes.byteLength) {
      if (!this.isOpen()) return NOTHING
      try {
        written += writeSync(this.descriptor, bytes, written)
      } catch (error) {
        return isFull(error) ? bytes.subarray(written) : NOTHING
      }
    }
    return NOTHING
  }
}

const NOTHING = new Uint8Array()

const isFull = (error: unknown): boolean => error instanceof Error && 'code' in error && error.code === 'EAGAIN'
