// A process of a benchmark's own, so that its memory and its CPU time are its alone, and what it says by messages.
import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'

export type Child<Message> = AsyncDisposable & {
  /** What it says next; rejects if it ends instead. */
  next: (signal?: AbortSignal) => Promise<Message>
  /** Says something, and resolves with the answer. */
  ask: (question: string) => Promise<Message>
}

/** `program` is beside the module at `from`. */
export function startChild<Message>(program: string, from: string, args: readonly string[]): Child<Message> {
  const child = fork(fileURLToPath(new URL(program, from)), args, { execArgv: ['--no-warnings', ...INHERITED] })
  const next = (signal?: AbortSignal) => heard<Message>(child, program, signal)
  return {
    next,
    ask(question) {
      const answer = next()
      child.send(question)
      return answer
    },
    async [Symbol.asyncDispose]() {
      const gone = once(child, 'exit')
      child.disconnect()
      await gone
    },
  }
}

/** So that a profile can be taken of what is measured: `node --cpu-prof …`. */
const INHERITED = process.execArgv.filter((option) => option.startsWith('--cpu-prof'))

async function heard<Message>(child: ChildProcess, program: string, signal?: AbortSignal): Promise<Message> {
  const over = new AbortController()
  const signals = signal === undefined ? over.signal : AbortSignal.any([signal, over.signal])
  const ended = once(child, 'exit', { signal: signals }).then(() => {
    throw new Error(`${program} has ended.`)
  })
  try {
    const [message] = await Promise.race([once(child, 'message', { signal: signals }), ended])
    return message as Message
  } finally {
    over.abort()
    ended.catch(() => undefined)
  }
}
