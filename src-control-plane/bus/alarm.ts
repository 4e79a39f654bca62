// Wakes one who waits for something to happen, and is not slept through when it rings before they wait.

export type Alarm = {
  ring: () => void
  /** Forgets that it rang: call it before looking. */
  reset: () => void
  /** False if it stayed quiet for so long. Milliseconds. */
  rang: (quietMs: number) => Promise<boolean>
}

/** Rings, and goes on ringing, when the signal aborts. */
export function createAlarm(signal: AbortSignal): Alarm {
  let bell = Promise.withResolvers<true>()
  const ring = () => bell.resolve(true)
  signal.addEventListener('abort', ring, { once: true })
  return {
    ring,
    reset() {
      bell = Promise.withResolvers()
      if (signal.aborted) ring()
    },
    async rang(quietMs) {
      const quiet = Promise.withResolvers<false>()
      const timer = setTimeout(() => quiet.resolve(false), quietMs)
      try {
        return await Promise.race([bell.promise, quiet.promise])
      } finally {
        clearTimeout(timer)
      }
    },
  }
}
