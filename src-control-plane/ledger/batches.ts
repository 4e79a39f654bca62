// Writes what has come while the last write was under way, together: alone a row is written at once, in a crowd hundreds in one transaction.

/** `done` resolves when it was written, or given up; it never rejects. */
export type Batches<T> = AsyncDisposable & { readonly add: (item: T) => Promise<void> }

/** One statement must not grow beyond what a database takes as parameters. */
const AT_ONCE = 200

type Waiting<T> = { item: T; done: () => void }

/** `write` must not reject. Disposing waits for what has come. */
export function createBatches<T>(write: (items: readonly T[]) => Promise<void>): Batches<T> {
  let waiting: Waiting<T>[] = []
  let running: Promise<void> | null = null
  const run = async () => {
    while (waiting.length > 0) {
      const batch = waiting.slice(0, AT_ONCE)
      waiting = waiting.slice(AT_ONCE)
      await write(batch.map(({ item }) => item))
      for (const { done } of batch) done()
    }
    running = null
  }
  return {
    add(item) {
      const { promise, resolve } = Promise.withResolvers<void>()
      waiting.push({ item, done: resolve })
      running ??= run()
      return promise
    },
    async [Symbol.asyncDispose]() {
      while (running !== null) await running
    },
  }
}
