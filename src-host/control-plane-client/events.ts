// Reads a server-sent event stream of the control plane as parsed events, and reconnects with the last cursor seen.

import { setTimeout as delay } from 'node:timers/promises'
import { EventSourceParserStream } from 'eventsource-parser/stream'
import type { z } from 'zod'
import { failureOf, headersOf, type Target, unreachable, urlOf } from './call.ts'

/** A dropped stream is retried at this pace: a person watching should hardly notice, a dead server hardly mind. */
const RECONNECT_DELAY_MS = 500

type Following = { organizationId: string; cursor: number; signal: AbortSignal }

/** Yields events after `cursor`, in order, each once, for as long as the signal lives. Rejects when refused. */
export async function* followEvents<T extends { sequence: number }>(
  schema: z.ZodType<T>,
  target: Target,
  path: string,
  { organizationId, cursor, signal }: Following,
): AsyncGenerator<T> {
  let last = cursor
  while (!signal.aborted) {
    const stream = await openStream(target, path, { organizationId, cursor: last, signal })
    try {
      for await (const message of stream) {
        const event = schema.parse(JSON.parse(message.data))
        if (event.sequence <= last) continue
        last = event.sequence
        yield event
      }
    } catch (error) {
      if (signal.aborted) return
      if (!isNetworkError(error)) throw error
    }
    await delay(RECONNECT_DELAY_MS, undefined, { signal }).catch(() => undefined)
  }
}

async function openStream(target: Target, path: string, { organizationId, cursor, signal }: Following) {
  const url = urlOf(target, path, { after: String(cursor) })
  const headers = headersOf(target, { organizationId, headers: { accept: 'text/event-stream' } })
  const response = await fetch(url, { headers, signal, redirect: 'error' }).catch((cause: unknown) => {
    throw unreachable(target, cause)
  })
  if (!response.ok || response.body === null) throw await failureOf(response)
  return response.body.pipeThrough(new TextDecoderStream()).pipeThrough(new EventSourceParserStream())
}

/** undici reports a socket that died mid-stream as a TypeError named `terminated`. */
function isNetworkError(error: unknown): boolean {
  return error instanceof TypeError
}
