// Server-sent events (HTML standard, 9.2) of what somebody may follow for as long as they may: when that ends, the last event says why.
import { FAILURE_EVENT, type Failure } from '#contract/failure'

/** A comment, for a client that would take silence for the end of the connection. */
export const KEEP_ALIVE = ': keep-alive\n\n'
/** Proxies close a stream that is silent for a minute. Milliseconds. */
export const KEEP_ALIVE_MS = 15_000

/** A client that does not read cannot be told: it is cut off. Milliseconds. */
const GRACE_MS = 1_000

export type Followed = {
  /** Aborts when the client leaves. */
  client: AbortSignal
  /** Begins to watch over the right to follow. */
  hold: (end: (failure: Failure) => void) => Disposable
  /** Yields text to send, and ends soon after the signal aborts. Read only as fast as the client reads. */
  follow: (signal: AbortSignal) => AsyncGenerator<string>
}

export function eventStream({ client, hold, follow }: Followed): ReadableStream<Uint8Array> {
  const left = new AbortController()
  const ended: { by: Failure | null } = { by: null }
  const end = Promise.withResolvers<null>()
  const encoder = new TextEncoder()
  const stack = new DisposableStack()
  stack.defer(() => left.abort())
  const texts = follow(AbortSignal.any([client, left.signal]))
  // One that waits for its reader hears no signal.
  stack.defer(() => void texts.return(undefined).catch(() => undefined))
  return new ReadableStream<Uint8Array>(
    {
      start(controller) {
        const revoke = (failure: Failure) => {
          ended.by = failure
          end.resolve(null)
          const cutOff = () => {
            controller.error(failure)
            stack.dispose()
          }
          const cut = setTimeout(cutOff, GRACE_MS).unref()
          stack.defer(() => clearTimeout(cut))
        }
        stack.use(hold(revoke))
      },
      async pull(controller) {
        try {
          const next = await Promise.race([end.promise, texts.next()])
          if (ended.by === null && next !== null && !next.done) {
            return controller.enqueue(encoder.encode(next.value))
          }
          if (ended.by !== null) controller.enqueue(encoder.encode(failureEvent(ended.by)))
          controller.close()
          stack.dispose()
        } catch (error) {
          stack.dispose()
          throw error
        }
      },
      cancel: () => stack.dispose(),
    },
    { highWaterMark: 0 },
  )
}

function failureEvent(failure: Failure): string {
  return `event: ${FAILURE_EVENT}\ndata: ${JSON.stringify(failure.toBody())}\n\n`
}
