// What is said to one screen, on its way to the worker: in order, in messages of a good size, and when it does no harm. A PTY gives
// 4 KB at a time, and a message for each costs more than parsing it. While a burst runs that only programs read, the worker would take
// from it the processor that it needs; so it is told afterwards.
import type { ToScreens } from './screen-messages.ts'
import { joined } from './slabs.ts'

/** Bytes of one message. */
const MAX_MESSAGE_BYTES = 131_072
/** Bytes that the worker has before it; xterm.js refuses more than 50 MB, and what it has not got yet can wait here as well. */
const MAX_POSTED_BYTES = 16_777_216
/** Bytes in one go, and milliseconds without more, by which a burst begins and ends. */
const BURST_BYTES = 262_144
const BURST_PAUSE_MS = 5

/** Bytes of text at most, and milliseconds that it may wait. */
const MAX_CALM_BYTES = 1_024
const CALM_MS = 4
const ESC = 0x1b

type Message = Exclude<ToScreens, { type: 'create' | 'write' }>

type Dependencies = {
  /** What is posted is the receiver's own: its buffer holds nothing else, and may be transferred. */
  postBytes: (bytes: Uint8Array<ArrayBuffer>) => void
  post: (message: Message) => void
  /** Whether nobody is shown this screen. */
  mayWait: () => boolean
}

export class ScreenInput {
  private readonly dependencies: Dependencies
  private items: (Uint8Array | Message)[] = []
  private waiting = 0
  private posted = 0
  private writtenAt = 0
  private turn: NodeJS.Immediate | undefined
  private pause: NodeJS.Timeout | undefined
  private calm: NodeJS.Timeout | undefined

  constructor(dependencies: Dependencies) {
    this.dependencies = dependencies
  }

  write(bytes: Uint8Array): void {
    const last = this.items.at(-1)
    const both = last instanceof Uint8Array && last.byteLength < MAX_MESSAGE_BYTES / 2 && joined(last, bytes)
    if (both) this.items[this.items.length - 1] = both
    else this.items.push(bytes)
    this.waiting += bytes.byteLength
    this.writtenAt = performance.now()
    // Text, of which nobody awaits an answer, may wait: an echo would share the processor with the worker that is woken for it.
    if (bytes.byteLength > MAX_CALM_BYTES || bytes.includes(ESC)) this.turn ??= setImmediate(() => this.onTurn())
    else this.calm ??= setTimeout(() => this.onTurn(), CALM_MS)
  }

  /** Behind what was written before. */
  say(message: Message): void {
    this.items.push(message)
    this.turn ??= setImmediate(() => this.onTurn())
  }

  /** Behind what was written before, unless that is so much that an older answer now is better. */
  ask(message: Message): void {
    const isFar = this.waiting > MAX_MESSAGE_BYTES || this.posted >= MAX_POSTED_BYTES
    if (isFar) return this.dependencies.post(message)
    this.items.push(message)
    this.send()
  }

  onParsed(bytes: number): void {
    this.posted -= bytes
    if (this.items.length > 0 && !this.turn && !this.pause && !this.calm) this.onTurn()
  }

  /** What has not been posted will not be, and what was posted is lost. */
  forget(): void {
    clearImmediate(this.turn)
    clearTimeout(this.pause)
    clearTimeout(this.calm)
    this.turn = undefined
    this.pause = undefined
    this.calm = undefined
    this.items = []
    this.waiting = 0
    this.posted = 0
  }

  private onTurn(): void {
    this.turn = undefined
    if (this.pause !== undefined) return
    if (this.isBurst() && this.dependencies.mayWait()) {
      this.pause = setTimeout(() => {
        this.pause = undefined
        this.onTurn()
      }, BURST_PAUSE_MS)
      return
    }
    this.send()
  }

  private isBurst(): boolean {
    return this.waiting >= BURST_BYTES && performance.now() - this.writtenAt < BURST_PAUSE_MS
  }

  private send(): void {
    clearTimeout(this.calm)
    this.calm = undefined
    let next = 0
    while (next < this.items.length && this.posted < MAX_POSTED_BYTES) {
      const item = this.items[next]
      if (item instanceof Uint8Array) next = this.sendBytes(next)
      else {
        if (item) this.dependencies.post(item)
        next += 1
      }
    }
    this.items.splice(0, next)
  }

  /** As many of the following chunks as one message holds, at least one; answers where to go on. */
  private sendBytes(from: number): number {
    const chunks: Uint8Array[] = []
    let length = 0
    for (let at = from; at < this.items.length; at += 1) {
      const chunk = this.items[at]
      if (!(chunk instanceof Uint8Array) || (at > from && length + chunk.byteLength > MAX_MESSAGE_BYTES)) break
      chunks.push(chunk)
      length += chunk.byteLength
    }
    this.waiting -= length
    this.posted += length
    this.dependencies.postBytes(concat(chunks, length))
    return from + chunks.length
  }
}

function concat(chunks: readonly Uint8Array[], length: number): Uint8Array<ArrayBuffer> {
  const all = new Uint8Array(length)
  let at = 0
  for (const chunk of chunks) {
    all.set(chunk, at)
    at += chunk.byteLength
  }
  return all
}
