// Writes what comes within a moment together: in a crowd hundreds in one transaction, which costs little more than one alone.

/** `add` resolves when it was written, or given up; it never rejects. */
export type Batches<T> = AsyncDisposable & {
  readonly add: (item: T) => Promise<void>
  /** Does not wait for more: resolves when all that has come until now is written, whatever comes meanwhile. */
  readonly flush: () => Promise<void>
}

/** One statement must not grow beyond what a database takes as parameters. */
const AT_ONCE = 200

type Waiting<T> = { item: T; done: () => void }

/** What comes within `lingerMs` of the first is written with it, in order. `write` must not reject. Disposing writes what has come. */
export function createBatches<T>(lingerMs: number, write: (items: readonly T[]) => Promise<void>): Batches<T> {
  let waiting: Waiting<T>[] = []
  let timer: NodeJS.Timeout | null = null
  let running = false
  /** Of the item that came last: items are written in order. */
  let latest = Promise.resolve()
  const run = async () => {
    if (running) return
    running = true
    while (waiting.length > 0) {
      const batch = waiting.slice(0, AT_ONCE)
      waiting = waiting.slice(AT_ONCE)
      await write(batch.map(({ item }) => item))
      for (const { done } of batch) done()
    }
    running = false
  }
  const flush = () => {
    if (timer !== null) clearTimeout(timer)
    timer = null
    void run()
    return latest
  }
  return {
    add(item) {
      const { promise, resolve } = Promise.withResolvers<void>()
      waiting.push({ item, done: resolve })
      latest = promise
      if (waiting.length >= AT_ONCE) void flush()
      else timer ??= setTimeout(() => void flush(), lingerMs)
      return promise
    },
    flush,
    [Symbol.asyncDispose]: flush,
  }
}
