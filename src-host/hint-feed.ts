// Hands hints to whoever listens. Hints that nobody has taken yet merge, so a slow listener can never make a queue grow.
import type { Hint } from '#contract/hint'

export type HintFeed = {
  publish: (hint: Hint) => void
  /** Hints from now on, until the signal aborts. */
  follow: (signal: AbortSignal | undefined) => AsyncGenerator<Hint>
}

/** Different hints that may wait for one listener: every topic in more organizations than a person is in. The oldest is dropped. */
const MAX_WAITING = 500

type Listener = { waiting: Map<string, Hint>; wake: () => void }

export function createHintFeed(): HintFeed {
  const listeners = new Set<Listener>()
  return {
    publish(hint) {
      for (const { waiting, wake } of listeners) {
        const [oldest] = waiting.keys()
        if (oldest !== undefined && waiting.size >= MAX_WAITING) waiting.delete(oldest)
        waiting.set(`${hint.topic} ${hint.organizationId ?? ''}`, hint)
        wake()
      }
    },
    async *follow(signal) {
      let bell = Promise.withResolvers<void>()
      const listener: Listener = { waiting: new Map(), wake: () => bell.resolve() }
      listeners.add(listener)
      signal?.addEventListener('abort', listener.wake)
      try {
        while (!signal?.aborted) {
          for (const [key, hint] of listener.waiting) {
            listener.waiting.delete(key)
            yield hint
          }
          await bell.promise
          bell = Promise.withResolvers()
        }
      } finally {
        listeners.delete(listener)
        signal?.removeEventListener('abort', listener.wake)
      }
    },
  }
}
