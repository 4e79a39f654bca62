// One server-sent event stream of the control plane, from its first event to its end. It may end without a word (the network, a
// restart), or say why: then it is not opened again blindly.
import type { EventSourceMessage } from 'eventsource-parser'
import { EventSourceParserStream } from 'eventsource-parser/stream'
import { FAILURE_EVENT, Failure, FailureBody } from '#contract/failure'
import { failureOf, headersOf, type Target, unreachable, urlOf } from './call.ts'

/** A stream speaks at least every 15 s, if only to say that it is there: one that is silent for so long is dead. Milliseconds. */
export const SILENCE_MS = 60_000
/** Of one event, in UTF-16 units: a text that a model said at once is far below it. */
const MAX_EVENT_LENGTH = 4 * 1024 * 1024

type Where = {
  query?: Record<string, string>
  organizationId?: string
  signal: AbortSignal
  /** Only tests set another. */
  silenceMs?: number
  /** Called once the stream is open. */
  onOpen?: () => void
}

/** Yields until the stream ends, is lost or is aborted. Rejects with a `Failure` when it is refused or says why it ends. */
export async function* readEventStream(target: Target, path: string, where: Where): AsyncGenerator<EventSourceMessage> {
  const { query, organizationId, signal, silenceMs = SILENCE_MS, onOpen } = where
  const headers = headersOf(target, { organizationId, headers: { accept: 'text/event-stream' } })
  const silence = new AbortController()
  const timer = setTimeout(() => silence.abort(), silenceMs)
  const eitherSignal = AbortSignal.any([signal, silence.signal])
  try {
    const response = await fetch(urlOf(target, path, query), { headers, signal: eitherSignal, redirect: 'error' })
    if (!response.ok || response.body === null) throw await failureOf(response)
    onOpen?.()
    const heard = new TransformStream<Uint8Array, Uint8Array>({
      transform(bytes, controller) {
        timer.refresh()
        controller.enqueue(bytes)
      },
    })
    const messages = response.body
      .pipeThrough(heard)
      .pipeThrough(new TextDecoderStream())
      .pipeThrough(new EventSourceParserStream({ maxBufferSize: MAX_EVENT_LENGTH }))
    for await (const message of lossIsAnEnd(messages)) {
      if (message.event === FAILURE_EVENT) throw failureIn(message.data)
      yield message
    }
  } catch (error) {
    if (signal.aborted) return
    if (error instanceof Failure) throw error
    throw unreachable(target, error)
  } finally {
    clearTimeout(timer)
  }
}

/** However the network says that it is gone: whoever reads learns it by the end of the stream. */
async function* lossIsAnEnd(messages: ReadableStream<EventSourceMessage>): AsyncGenerator<EventSourceMessage> {
  const reader = messages.getReader()
  try {
    while (true) {
      const { done, value } = await reader.read().catch(() => ({ done: true as const, value: undefined }))
      if (done) return
      yield value
    }
  } finally {
    await reader.cancel().catch(() => undefined)
  }
}

function failureIn(data: string): Failure {
  const body = FailureBody.safeParse(parseJson(data))
  if (body.success) return Failure.fromBody(body.data)
  return new Failure('internal', 'The control plane ended a stream for a reason that this version does not know.')
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
