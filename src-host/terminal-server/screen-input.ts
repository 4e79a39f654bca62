// What is written to a screen in one turn of the event loop, as one message to its worker: a PTY gives 4 KB at a time, and a message
// for each of them costs the worker more than parsing it.

/** Bytes of one message; more are sent within the turn. */
const MAX_BATCH_BYTES = 131_072

export class ScreenInput {
  private readonly post: (bytes: Uint8Array<ArrayBuffer>) => void
  private chunks: Uint8Array[] = []
  private length = 0
  private turn: NodeJS.Immediate | undefined

  /** What is posted is the receiver's own: its buffer holds nothing else, and may be transferred. */
  constructor(post: (bytes: Uint8Array<ArrayBuffer>) => void) {
    this.post = post
  }

  write(bytes: Uint8Array): void {
    this.chunks.push(bytes)
    this.length += bytes.byteLength
    if (this.length >= MAX_BATCH_BYTES) this.flush()
    else this.turn ??= setImmediate(() => this.flush())
  }

  /** Before anything else is said of this screen. */
  flush(): void {
    clearImmediate(this.turn)
    this.turn = undefined
    if (this.length === 0) return
    const batch = new Uint8Array(this.length)
    let at = 0
    for (const chunk of this.chunks) {
      batch.set(chunk, at)
      at += chunk.byteLength
    }
    this.chunks = []
    this.length = 0
    this.post(batch)
  }

  /** What has not been posted will not be. */
  forget(): void {
    clearImmediate(this.turn)
    this.chunks = []
    this.length = 0
  }
}
