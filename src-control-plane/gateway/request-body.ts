// The body of a request, read whole and bounded. The bytes are kept as they came.
import { Failure } from '#contract/failure'

/** What Anthropic itself takes at most (its documented limit for the messages API). */
export const MAX_BODY_BYTES = 32 * 1024 * 1024

export type UploadBounds = {
  maxBytes: number
  /** Between two pieces. Milliseconds. */
  stallMs: number
  /** From the first piece to the last. Milliseconds. */
  totalMs: number
}

export const UPLOAD_BOUNDS: UploadBounds = {
  maxBytes: MAX_BODY_BYTES,
  /** A line that is this long without a byte is gone, or somebody holds it on purpose. */
  stallMs: 20_000,
  /** 32 MiB at 1 Mbit/s; shortly before the listener itself would cut the connection without a word. */
  totalMs: 280_000,
}

/** Null for a request without a body. Rejects with `too-large` or `request-timeout`, as soon as that is known. */
export async function readBody(
  request: Request,
  { maxBytes, stallMs, totalMs }: UploadBounds,
): Promise<Uint8Array | null> {
  if (request.method === 'GET') return null
  const announced = Number(request.headers.get('content-length') ?? Number.NaN)
  if (announced > maxBytes) throw tooLarge(maxBytes)
  if (announced <= SMALL_BYTES) return await inOnePiece(request, stallMs)
  if (request.body === null) return null
  const reader = request.body.getReader()
  const late = Promise.withResolvers<never>()
  late.promise.catch(() => undefined)
  const giveUp = () => late.reject(tooSlow())
  const stalled = setTimeout(giveUp, stallMs)
  const tooLong = setTimeout(giveUp, totalMs)
  try {
    const pieces: Uint8Array[] = []
    let size = 0
    for (;;) {
      const { done, value } = await Promise.race([reader.read(), late.promise])
      if (done) return pieces.length === 1 ? (pieces[0] as Uint8Array) : Buffer.concat(pieces)
      stalled.refresh()
      size += value.length
      if (size > maxBytes) throw tooLarge(maxBytes)
      pieces.push(value)
    }
  } catch (error) {
    reader.cancel().catch(() => undefined)
    throw error
  } finally {
    clearTimeout(stalled)
    clearTimeout(tooLong)
  }
}

/** Most requests. Not worth a look at each piece: all of it has the time of one. */
const SMALL_BYTES = 256 * 1024

async function inOnePiece(request: Request, withinMs: number): Promise<Uint8Array> {
  const late = Promise.withResolvers<never>()
  const timer = setTimeout(() => late.reject(tooSlow()), withinMs)
  try {
    return new Uint8Array(await Promise.race([request.arrayBuffer(), late.promise]))
  } finally {
    clearTimeout(timer)
  }
}

const tooSlow = () => new Failure('request-timeout', 'The request did not arrive in time. Send it again.')

function tooLarge(maxBytes: number): Failure {
  const limit = Math.floor(maxBytes / (1024 * 1024))
  return new Failure('too-large', `The request is larger than ${limit} MiB, which is the limit.`)
}
