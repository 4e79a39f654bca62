// What must be looked at again after a change: each thing once at a time, a few at once, and again until the database answers. However
// many changes come while it does not, each thing waits once.

export type Rechecks<T> = Disposable & {
  /** Looks at it once everybody has heard of the present change. What is being looked at already is looked at once more. */
  add: (thing: T) => void
}

/** Reads at once: some of a pool of ten, so that requests have the rest. */
const MAX_AT_ONCE = 4
/** Between looks at a database that does not answer: not knowing is no reason to do anything. Milliseconds. */
const RETRY_MS = 250
/** A read that takes this long was sent to a dead connection: another may fare better. Milliseconds. */
const PATIENCE_MS = 5_000

/** `check` rejects when it cannot know. */
export function createRechecks<T extends object>(check: (thing: T) => Promise<void>): Rechecks<T> {
  const waiting = new Set<T>()
  const running = new Set<T>()
  let stopped = false

  async function run(thing: T): Promise<void> {
    // Those who listen to the same change after us must have heard it: what caches hold is forgotten by then.
    await Promise.resolve()
    try {
      await inTime(check(thing))
    } catch {
      waiting.add(thing)
      await new Promise<void>((resolve) => setTimeout(resolve, RETRY_MS).unref())
    }
    running.delete(thing)
    next()
  }
  function next(): void {
    for (const thing of waiting) {
      if (running.size >= MAX_AT_ONCE || stopped) return
      if (running.has(thing)) continue
      waiting.delete(thing)
      running.add(thing)
      void run(thing)
    }
  }
  return {
    add(thing) {
      waiting.add(thing)
      next()
    },
    [Symbol.dispose]() {
      stopped = true
    },
  }
}

async function inTime(work: Promise<void>): Promise<void> {
  const late = Promise.withResolvers<never>()
  const timer = setTimeout(() => late.reject(new Error('The database took too long.')), PATIENCE_MS).unref()
  try {
    await Promise.race([work, late.promise])
  } finally {
    clearTimeout(timer)
  }
}
