// What a door of the relay gets to see of a request, and how it answers: with a failure as plain HTTP, or with a WebSocket.
import type { IncomingMessage } from 'node:http'
import type { WebSocket } from 'ws'
import type { z } from 'zod'
import { Failure } from '#contract/failure'

export type UpgradeRequest = { readonly headers: Headers; readonly query: URLSearchParams }

/** Rejects with a `Failure` before the 101; what it resolves with takes the socket after. */
export type Door = (request: UpgradeRequest) => Promise<(socket: WebSocket) => void>

/** The path apart, so that whose door it is can be said at once. Undefined for what is no path. */
export function pathOf({ url = '' }: IncomingMessage): string | undefined {
  return url.startsWith('/') ? url.split('?', 1)[0] : undefined
}

export function readUpgrade({ url = '', headersDistinct }: IncomingMessage): UpgradeRequest {
  const headers = new Headers()
  for (const [name, values = []] of Object.entries(headersDistinct))
    for (const value of values) headers.append(name, value)
  return { headers, query: new URLSearchParams(url.split('?').slice(1).join('?')) }
}

export function parseQuery<T>(schema: z.ZodType<T>, query: URLSearchParams): T {
  const parsed = schema.safeParse(Object.fromEntries(query))
  if (parsed.success) return parsed.data
  const [issue] = parsed.error.issues
  const field = issue?.path.join('.') ?? ''
  throw new Failure('bad-request', `${field}: ${issue?.message}.`, { field })
}
