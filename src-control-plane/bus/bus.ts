// How one part of the control plane wakes another, on this replica or on all. A message is a hint, never the data: who is
// woken reads the database, so that a lost or repeated message costs time and nothing else.

export type Bus = {
  /** To everybody who is subscribed now; not awaited, not kept. */
  publish: (topic: string, message: string) => void
  /** Settles once messages arrive for sure: subscribe first, then read. The listener must not throw. */
  subscribe: (topic: string, listener: (message: string) => void) => Promise<Disposable>
}

export function createInProcessBus(): Bus {
  const listeners = new Map<string, Set<(message: string) => void>>()
  return {
    publish(topic, message) {
      for (const listener of [...(listeners.get(topic) ?? [])]) listener(message)
    },
    async subscribe(topic, listener) {
      // A wrapper, so that one listener subscribed twice is called twice and leaves once.
      const entry = (message: string) => listener(message)
      const entries = listeners.get(topic) ?? new Set()
      listeners.set(topic, entries.add(entry))
      return {
        [Symbol.dispose]() {
          entries.delete(entry)
          if (entries.size === 0 && listeners.get(topic) === entries) listeners.delete(topic)
        },
      }
    },
  }
}
