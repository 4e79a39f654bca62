// Follows the control plane's hints for as long as somebody is signed in there, and comes back by itself after every loss.
import { setTimeout as delay } from 'node:timers/promises'
import { type Failure, isFailure } from '#contract/failure'
import { HINTS_PATH, Hint } from '#contract/hint'
import type { Target } from './call.ts'
import { readEventStream } from './event-stream.ts'

type Following = {
  signal: AbortSignal
  /** Called when hints may have been missed: after each opening of the stream. */
  onOpen: () => void
  /** Milliseconds before an attempt, counted from 1. */
  retryMs: (attempt: number) => number
  /** Only tests set another. */
  silenceMs?: number
}

/** Yields hints until the signal aborts. Rejects with a `Failure` when the caller is not, or no longer, signed in. */
export async function* followHints(
  target: Target,
  { signal, onOpen, retryMs, silenceMs }: Following,
): AsyncGenerator<Hint> {
  let attempt = 0
  const opened = () => {
    attempt = 0
    onOpen()
  }
  while (!signal.aborted) {
    try {
      for await (const { data } of readEventStream(target, HINTS_PATH, { signal, onOpen: opened, silenceMs })) {
        const hint = hintIn(data)
        if (hint !== null) yield hint
      }
    } catch (error) {
      if (isFailure(error) && endsForGood(error)) throw error
    }
    await delay(retryMs(++attempt), undefined, { signal }).catch(() => undefined)
  }
}

const endsForGood = ({ code }: Failure) => code === 'not-signed-in' || code === 'revoked'

/** A newer control plane may hint at what this host knows nothing of. */
function hintIn(data: string): Hint | null {
  try {
    return Hint.safeParse(JSON.parse(data)).data ?? null
  } catch {
    return null
  }
}
