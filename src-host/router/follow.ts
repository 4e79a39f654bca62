// Turns "call me on change" into a subscription that yields the present value first and never queues more than the newest.

/** Yields what `read` gives now and after each change, until the signal aborts. Changes that come faster than they are read merge. */
export async function* follow<T>(
  onChange: (listener: () => void) => () => void,
  read: () => T | Promise<T>,
  signal: AbortSignal | undefined,
): AsyncGenerator<T> {
  let wake = Promise.withResolvers<void>()
  const stop = onChange(() => wake.resolve())
  const aborted = () => wake.resolve()
  signal?.addEventListener('abort', aborted)
  try {
    while (!signal?.aborted) {
      yield await read()
      await wake.promise
      wake = Promise.withResolvers<void>()
    }
  } finally {
    stop()
    signal?.removeEventListener('abort', aborted)
  }
}
