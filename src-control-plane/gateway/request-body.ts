// The body of a request, read whole and bounded, and the one thing in it that the ledger names. The bytes are kept as they came.
import { z } from 'zod'
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

/** Long enough for any model's name; a ledger row is no place for more. */
const MAX_NAME_LENGTH = 120
const Named = z.object({ model: z.string() })

/** The model that a request asks for; null when it asks for none or is not JSON, which the provider will say. */
export function modelOf(body: Uint8Array | null): string | null {
  if (body === null) return null
  try {
    const { data } = Named.safeParse(JSON.parse(new TextDecoder().decode(body)))
    return data === undefined ? null : cleanName(data.model)
  } catch {
    return null
  }
}

/** PostgreSQL refuses text with a NUL in it, and a list is easier to read without control characters. */
export function cleanName(name: string): string {
  return name.replace(/\p{Cc}/gu, '').slice(0, MAX_NAME_LENGTH)
}

function tooLarge(maxBytes: number): Failure {
  const limit = Math.floor(maxBytes / (1024 * 1024))
  return new Failure('too-large', `The request is larger than ${limit} MiB, which is the limit.`)
}
