// A server in a process of its own, and the CPU time that it uses.
import { startChild } from '../child.ts'
import type { FromServer, Ready } from './protocol.ts'

export type Server = AsyncDisposable & {
  readonly ready: Ready
  /** Microseconds since it began. */
  cpu: () => Promise<number>
}

/** Time for thousands of keys to be made on a busy machine. */
const START_TIMEOUT_MS = 120_000

export async function startServer(name: 'floor' | 'mooring' | 'stock', args: string[] = []): Promise<Server> {
  const child = startChild<FromServer>(`${name}-server.ts`, import.meta.url, args)
  const first = await child.next(AbortSignal.timeout(START_TIMEOUT_MS))
  if (first.type !== 'ready') throw new Error(`${name} spoke before it was ready.`)
  return {
    ready: first.ready,
    async cpu() {
      const message = await child.ask('cpu')
      if (message.type !== 'cpu') throw new Error(`${name} did not say how much CPU it used.`)
      return message.microseconds
    },
    [Symbol.asyncDispose]: () => child[Symbol.asyncDispose](),
  }
}
