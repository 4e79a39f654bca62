// Messages on a stream socket: four bytes of length, then the message. JSON for control, a terminal frame for viewers.
import type { Socket } from 'node:net'
import { MAX_FRAME_BYTES } from '#contract/terminal'

const LENGTH_BYTES = 4

/** Takes the stream's chunks as they come and gives whole messages; refuses a length beyond the bound before storing it. */
export class MessageReader {
  private chunks: Uint8Array[] = []
  private stored = 0

  push(chunk: Uint8Array): void {
    this.chunks.push(chunk)
    this.stored += chunk.byteLength
  }

  /** The next whole message, undefined when more must come, or `too-large`: then the stream can only be closed. */
  next(): Uint8Array | 'too-large' | undefined {
    if (this.stored < LENGTH_BYTES) return undefined
    const length = this.peekLength()
    if (length > MAX_FRAME_BYTES) return 'too-large'
    if (this.stored < LENGTH_BYTES + length) return undefined
    return this.take(LENGTH_BYTES + length)
  }

  private peekLength(): number {
    if ((this.chunks[0]?.byteLength ?? 0) < LENGTH_BYTES) this.merge()
    const head = this.chunks[0] ?? new Uint8Array(LENGTH_BYTES)
    return (head[0] ?? 0) * 2 ** 24 + (((head[1] ?? 0) << 16) | ((head[2] ?? 0) << 8) | (head[3] ?? 0))
  }

  private take(bytes: number): Uint8Array {
    if ((this.chunks[0]?.byteLength ?? 0) < bytes) this.merge()
    const whole = this.chunks[0] ?? new Uint8Array()
    if (whole.byteLength > bytes) this.chunks[0] = whole.subarray(bytes)
    else this.chunks.shift()
    this.stored -= bytes
    return whole.subarray(LENGTH_BYTES, bytes)
  }

  private merge(): void {
    this.chunks = [Buffer.concat(this.chunks)]
  }
}

/** False when the socket wants a pause until its `drain`. */
export function writeMessage(socket: Socket, message: Uint8Array): boolean {
  if (!socket.writable) return true
  const prefixed = Buffer.allocUnsafe(LENGTH_BYTES + message.byteLength)
  prefixed.writeUInt32BE(message.byteLength)
  prefixed.set(message, LENGTH_BYTES)
  return socket.write(prefixed)
}

export function writeJson(socket: Socket, value: unknown): boolean {
  return writeMessage(socket, Buffer.from(JSON.stringify(value)))
}

/** Undefined for what is no JSON; whoever asked parses the shape. */
export function readJson(message: Uint8Array): unknown {
  try {
    return JSON.parse(Buffer.from(message).toString('utf8'))
  } catch {
    return undefined
  }
}
