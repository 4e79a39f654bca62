// Follows a stream of numbered events of the control plane, and reconnects with the last cursor seen.
import { setTimeout as delay } from 'node:timers/promises'
import type { z } from 'zod'
import { Failure, isFailure } from '#contract/failure'
import type { Target } from './call.ts'
import { readEventStream } from './event-stream.ts'
import { isTransient } from './transient.ts'

/** A dropped stream is retried at this pace: a person watching should hardly notice, a dead server hardly mind. */
const RECONNECT_DELAY_MS = 500

type Following = { organizationId: string; cursor: number; signal: AbortSignal }

/**
 * Yields events after `cursor`, in order, each once, for as long as the signal lives. Rejects when refused, and when the stream ends
 * because its reader lost the right to it; an outage is waited out once the stream has been open.
 */
export async function* followEvents<T extends { sequence: number }>(
  schema: z.ZodType<T>,
  target: Target,
  path: string,
  { organizationId, cursor, signal }: Following,
): AsyncGenerator<T> {
  let last = cursor
  let opened = false
  const onOpen = () => {
    opened = true
  }
  while (!signal.aborted) {
    try {
      const query = { after: String(last) }
      for await (const message of readEventStream(target, path, { query, organizationId, signal, onOpen })) {
        const event = parse(schema, message.data, target)
        if (event.sequence <= last) continue
        last = event.sequence
        yield event
      }
    } catch (error) {
      if (!opened || !isFailure(error) || !mayTryAgain(error)) throw error
    }
    await delay(RECONNECT_DELAY_MS, undefined, { signal }).catch(() => undefined)
  }
}

/** With another role the stream is asked for anew: it may be allowed still. */
const mayTryAgain = (failure: Failure) => isTransient(failure) || failure.code === 'access-changed'

function parse<T>(schema: z.ZodType<T>, data: string, target: Target): T {
  try {
    return schema.parse(JSON.parse(data))
  } catch (cause) {
    const message = `The control plane at ${target.url} sent an event in a form that this version does not know.`
    throw new Failure('internal', message, { cause })
  }
}
