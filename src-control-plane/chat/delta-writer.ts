// Gathers pieces of text into fewer, larger ones before they are written, so that a log stays small: the first at once, since
// somebody is waiting for it, then at a steady pace. Order is kept and nothing is lost.

export type DeltaWriter = {
  /** Waits while too much is unwritten. */
  add: (text: string) => Promise<void>
  /** Settles when all is written; rejects if any write failed. */
  flush: () => Promise<void>
}

/** Below what a reader notices as a stutter, above what a database notices as load. Milliseconds. */
const PACE_MS = 40
/** Text of this size is written before its time. Characters. */
const LARGE = 1_024

export function createDeltaWriter(write: (text: string) => Promise<void>): DeltaWriter {
  let pending = ''
  let timer: NodeJS.Timeout | undefined
  let writing = Promise.resolve()
  let last = -Infinity
  const writePending = async () => {
    if (pending === '') return
    const text = pending
    pending = ''
    last = performance.now()
    await write(text)
  }
  const flush = () => {
    clearTimeout(timer)
    timer = undefined
    writing = writing.then(writePending)
    // Whoever adds or flushes next meets the rejection; a timer has nobody to tell.
    writing.catch(() => undefined)
    return writing
  }
  return {
    async add(text) {
      pending += text
      if (pending.length >= LARGE) return flush()
      timer ??= setTimeout(flush, Math.max(0, PACE_MS - (performance.now() - last)))
    },
    flush,
  }
}
