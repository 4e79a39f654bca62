// A socket that speaks whole messages: awaited one by one while two sides get to know each other, then handed on as they come.
import type { Socket } from 'node:net'
import { Failure } from '#contract/failure'
import { MessageReader } from './messages.ts'

type Sink = { onMessage: (message: Uint8Array) => void; onTooLarge: () => void }

export class MessageSocket {
  readonly socket: Socket
  private readonly reader = new MessageReader()
  private sink: Sink | undefined
  private waiting: (() => void) | undefined
  /** What comes after a message that is too large is none: it is not even kept. */
  private isOver = false

  constructor(socket: Socket) {
    this.socket = socket
    socket.on('data', (chunk: Buffer) => {
      if (this.isOver) return
      this.reader.push(chunk)
      if (this.sink) this.deliver(this.sink)
      else this.waiting?.()
    })
    // An error is always followed by `close`, which is where it is handled.
    socket.on('error', () => {})
    socket.on('close', () => this.waiting?.())
  }

  /** The next message; rejects when the socket closes or nothing comes in time. Not to be used after `follow`. */
  async receive(timeoutMs: number): Promise<Uint8Array> {
    const deadline = performance.now() + timeoutMs
    for (;;) {
      const message = this.reader.next()
      if (message === 'too-large') throw new Failure('too-large', 'A message of the terminal server is too large.')
      if (message) return message
      if (this.socket.destroyed) throw new Failure('unavailable', 'The connection to the terminal server closed.')
      const left = deadline - performance.now()
      if (left <= 0) throw new Failure('timeout', 'The terminal server did not answer in time.')
      await this.wake(left)
    }
  }

  /** From now on every message goes to the sink, those first that have already come. */
  follow(sink: Sink): void {
    this.sink = sink
    this.deliver(sink)
  }

  private wake(ms: number): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, ms)
      this.waiting = () => {
        clearTimeout(timer)
        this.waiting = undefined
        resolve()
      }
    })
  }

  private deliver(sink: Sink): void {
    for (let message = this.reader.next(); message; message = this.reader.next()) {
      if (message === 'too-large') {
        this.isOver = true
        return sink.onTooLarge()
      }
      sink.onMessage(message)
      if (this.socket.destroyed) return
    }
  }
}
