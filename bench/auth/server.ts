// A server in a process of its own, and the CPU time that it uses.
import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import type { FromServer, Ready } from './protocol.ts'

export type Server = AsyncDisposable & {
  readonly ready: Ready
  /** Microseconds since it began. */
  cpu: () => Promise<number>
}

/** Time for thousands of keys to be made on a busy machine. */
const START_TIMEOUT_MS = 120_000

export async function startServer(name: 'floor' | 'mooring' | 'stock', args: string[] = []): Promise<Server> {
  const program = fileURLToPath(new URL(`${name}-server.ts`, import.meta.url))
  const child = fork(program, args, { execArgv: ['--no-warnings'] })
  const first = await heard(child, AbortSignal.timeout(START_TIMEOUT_MS))
  if (first.type !== 'ready') throw new Error(`${name} spoke before it was ready.`)
  return {
    ready: first.ready,
    async cpu() {
      const answer = heard(child)
      child.send('cpu')
      const message = await answer
      if (message.type !== 'cpu') throw new Error(`${name} did not say how much CPU it used.`)
      return message.microseconds
    },
    async [Symbol.asyncDispose]() {
      const gone = once(child, 'exit')
      child.disconnect()
      await gone
    },
  }
}

/** What it says next; rejects if it ends instead. */
async function heard(child: ChildProcess, signal?: AbortSignal): Promise<FromServer> {
  const over = new AbortController()
  const signals = signal === undefined ? over.signal : AbortSignal.any([signal, over.signal])
  const ended = once(child, 'exit', { signal: signals }).then(() => {
    throw new Error('The server has ended.')
  })
  try {
    const [message] = await Promise.race([once(child, 'message', { signal: signals }), ended])
    return message as FromServer
  } finally {
    over.abort()
    ended.catch(() => undefined)
  }
}
