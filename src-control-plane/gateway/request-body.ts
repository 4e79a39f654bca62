// The body of a request, read whole and bounded. The bytes are kept as they came.
import { Failure } from '#contract/failure'

/** What Anthropic itself takes at most (its documented limit for the messages API). */
export const MAX_BODY_BYTES = 32 * 1024 * 1024

/** Null for a request without a body. Rejects with `too-large`, as soon as that is known. */
export async function readBody(request: Request, maxBytes: number): Promise<Uint8Array | null> {
  if (request.method === 'GET' || request.body === null) return null
  if (Number(request.headers.get('content-length') ?? 0) > maxBytes) throw tooLarge(maxBytes)
  const pieces: Uint8Array[] = []
  let size = 0
  for await (const piece of request.body) {
    size += piece.length
    if (size > maxBytes) throw tooLarge(maxBytes)
    pieces.push(piece)
  }
  return Buffer.concat(pieces)
}

function tooLarge(maxBytes: number): Failure {
  const limit = Math.floor(maxBytes / (1024 * 1024))
  return new Failure('too-large', `The request is larger than ${limit} MiB, which is the limit.`)
}
