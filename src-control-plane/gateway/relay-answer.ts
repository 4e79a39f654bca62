// The answer on its way back: each piece passes as soon as it came and only as fast as the client reads, is read on the side
// for the ledger, which does not hold up its end.
import { Failure, isFailure } from '#contract/failure'
import type { LedgerEntry, WireFormat } from '#contract/gateway'
import type { OpenEntry } from '../ledger/index.ts'
import type { UpstreamResponse } from '../upstream/index.ts'
import { type AnswerReader, createAnswerReader } from './answer-reader.ts'
import { responseHeaders, upstreamIdOf } from './forwarded-headers.ts'
import { takenBackBy } from './permission.ts'
import { providerErrorEvent } from './provider-error.ts'

/** Statuses that have no body (Fetch standard); a Response refuses one. */
const BODYLESS = new Set([204, 205, 304])

/** Announced answers up to this pass in one piece, and are 502 if they break; larger ones, and streams, as they come. Bytes. */
const MAX_WHOLE_BYTES = 256 * 1024

/** Null: not in one piece. Rejects as sending does. */
export async function wholeAnswer(
  wire: WireFormat,
  { status, headers, bytes }: UpstreamResponse,
  entry: OpenEntry,
): Promise<Response | null> {
  const length = Number(headers.get('content-length') ?? Number.NaN)
  if (!(length <= MAX_WHOLE_BYTES) || BODYLESS.has(status)) return null
  entry.noteFirstByte()
  const whole = await bytes()
  const reader = createAnswerReader(headers)
  reader.see(whole)
  void entry.close({ status, ...outcomeOf(status), upstreamId: upstreamIdOf(wire, headers), ...reportedBy(reader) })
  return new Response(whole, { status, headers: responseHeaders(wire, headers) })
}

const outcomeOf = (status: number) =>
  status < 400 ? ({ outcome: 'ok', error: null } as const) : ({ outcome: 'failed', error: `status-${status}` } as const)

/** `abort` ends the exchange upstream; `signal` tells whether the client has left, or may not stay. */
export function relayAnswer(
  wire: WireFormat,
  { status, headers, body }: UpstreamResponse,
  entry: OpenEntry,
  abort: AbortController,
  signal: AbortSignal,
): Response {
  const reader = createAnswerReader(headers)
  const pieces = body[Symbol.asyncIterator]()
  const upstreamId = upstreamIdOf(wire, headers)
  const close = (ending: Pick<LedgerEntry, 'outcome' | 'error'>) =>
    entry.close({ status, ...ending, upstreamId, ...reportedBy(reader) })
  let cut: NodeJS.Timeout | undefined
  const stream = new ReadableStream<Uint8Array>(
    {
      start(controller) {
        const stop = () => {
          // Also for a client that leaves, or must, without reading on.
          void close(cancelledBy(signal))
          if (takenBackBy(signal) !== null) cut = setTimeout(() => controller.error(signal.reason), GRACE_MS).unref()
        }
        signal.addEventListener('abort', stop, { once: true })
      },
      async pull(controller) {
        try {
          const { done, value } = await pieces.next()
          entry.noteFirstByte()
          if (done && !reader.endsWhole()) throw new Failure('provider-failed', 'The provider broke off its answer.')
          if (done) {
            void close(status < 400 ? { outcome: 'ok', error: null } : { outcome: 'failed', error: `status-${status}` })
            controller.close()
          } else {
            reader.see(value)
            controller.enqueue(value)
          }
        } catch (error) {
          void close(signal.aborted ? cancelledBy(signal) : { outcome: 'failed', error: codeOf(error) })
          clearTimeout(cut)
          const said = signal.aborted ? takenBackBy(signal) : error
          if (said === null || !reader.betweenEvents()) controller.error(error)
          else endWithError(wire, controller, said)
        }
      },
      cancel: () => abort.abort(),
    },
    // Nothing is read ahead: what the client has not asked for stays with the provider.
    { highWaterMark: 0 },
  )
  if (BODYLESS.has(status)) void close({ outcome: 'ok', error: null })
  return new Response(BODYLESS.has(status) ? null : stream, { status, headers: responseHeaders(wire, headers) })
}

/** A client that does not read cannot be told: it is cut off. Milliseconds. */
const GRACE_MS = 1_000

const cancelledBy = (signal: AbortSignal) =>
  ({ outcome: 'cancelled', error: takenBackBy(signal)?.code ?? null }) as const

/** A stream of events can say that it broke. Anything else is cut off, so that it cannot be taken for complete. */
function endWithError(wire: WireFormat, controller: ReadableStreamDefaultController<Uint8Array>, error: unknown): void {
  const failure = isFailure(error) ? error : new Failure('provider-failed', 'The provider broke off its answer.')
  controller.enqueue(new TextEncoder().encode(providerErrorEvent(wire, failure)))
  controller.close()
}

const codeOf = (error: unknown) => (isFailure(error) ? error.code : 'provider-failed')

function reportedBy(reader: AnswerReader) {
  const { counts, tools, ...reported } = reader.reported()
  return { ...counts, ...reported, tools: [...tools] }
}
