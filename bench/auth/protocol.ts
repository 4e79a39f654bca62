// What the benchmark and the servers that it measures say to each other. Each server is a process of its own, so that its CPU time is
// its alone.

export type Ready = {
  readonly url: string
  /** Used again and again. */
  readonly keys: readonly string[]
  /** Each used once. */
  readonly freshKeys: readonly string[]
  /** A person's, who may mint and delete keys; none where that is not measured. */
  readonly session: string | null
  readonly organizationId: string | null
}

export type FromServer = { type: 'ready'; ready: Ready } | { type: 'cpu'; microseconds: number }

export const KEYS = 200

/** Tells the parent where to go, and how much CPU this process has used whenever it asks. */
export function serve(ready: Ready): void {
  const send = (message: FromServer) => process.send?.(message)
  process.on('message', () => {
    const { user, system } = process.cpuUsage()
    send({ type: 'cpu', microseconds: user + system })
  })
  process.on('disconnect', () => process.exit())
  send({ type: 'ready', ready })
}
