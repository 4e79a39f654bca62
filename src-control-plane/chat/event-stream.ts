// Server-sent events of a session (HTML standard, 9.2): the id of each is its sequence, so that a reconnect resumes there.
import type { ChatEvent } from '#contract/chat'

const KEEP_ALIVE = ': keep-alive\n\n'

/** Follows until the client leaves; the source is told by the signal, and read only as fast as the client reads. */
export function eventStream(
  client: AbortSignal,
  follow: (signal: AbortSignal) => AsyncGenerator<ChatEvent[]>,
): ReadableStream<Uint8Array> {
  const left = new AbortController()
  const batches = follow(AbortSignal.any([client, left.signal]))
  const encoder = new TextEncoder()
  return new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        const { done, value } = await batches.next()
        if (done) return controller.close()
        controller.enqueue(encoder.encode(value.length === 0 ? KEEP_ALIVE : value.map(frame).join('')))
      },
      cancel: () => left.abort(),
    },
    { highWaterMark: 0 },
  )
}

function frame(event: ChatEvent): string {
  return `id: ${event.sequence}\ndata: ${JSON.stringify(event)}\n\n`
}
