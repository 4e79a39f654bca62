// What runs until its person or its service manager tells it to end.

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const

/** Ctrl-C in a terminal reaches npm and us, and npm passes its own on: signals this close together are one. Milliseconds. */
const SAME_SIGNAL_MS = 1_000
/** What a shell says of a program that was interrupted. */
const INTERRUPTED = 130

/** Listens from the call on, so call it before anything is opened. Resolves at the first signal. One that comes later, while the end still takes its time, ends the process at once. */
export function signalled(): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>()
  let firstAt: number | null = null
  const onSignal = () => {
    if (firstAt !== null && performance.now() - firstAt > SAME_SIGNAL_MS) process.exit(INTERRUPTED)
    firstAt ??= performance.now()
    resolve()
  }
  for (const signal of SIGNALS) process.on(signal, onSignal)
  return promise
}
