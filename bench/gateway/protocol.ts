// What the benchmark and the servers that it measures say to each other.

export type Ready = {
  /** Of the server itself. */
  readonly url: string
  /** A member's key; none where nobody is asked for one. */
  readonly key: string | null
}

export type FromServer = { type: 'ready'; ready: Ready } | { type: 'memory'; bytes: number }

/** Tells the parent where to go, and how much memory this process holds whenever it asks. */
export function serve(ready: Ready): void {
  const send = (message: FromServer) => process.send?.(message)
  process.on('message', () => send({ type: 'memory', bytes: process.memoryUsage.rss() }))
  process.on('disconnect', () => process.exit())
  send({ type: 'ready', ready })
}
