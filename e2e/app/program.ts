// Runs the app's programs: to their end, or until they say that they are ready.
import { type ChildProcess, type ChildProcessByStdio, spawn } from 'node:child_process'
import { once } from 'node:events'
import type { Readable } from 'node:stream'
import { fileURLToPath } from 'node:url'

export type ProgramName = 'start' | 'mooring'

export type Ended = { readonly code: number | null; readonly stdout: string; readonly stderr: string }

export type Program = {
  readonly child: ChildProcess
  /** Everything it has said so far. */
  readonly output: () => string
  readonly ended: Promise<Ended>
}

/** One of the built programs, by itself. */
export function startProgram(name: ProgramName, args: readonly string[], env: NodeJS.ProcessEnv): Program {
  const path = fileURLToPath(new URL(`../../out/main/${name}.js`, import.meta.url))
  return follow(spawn(process.execPath, [path, ...args], { env, stdio: ['ignore', 'pipe', 'pipe'] }))
}

/** As the README says, npm's own time included. A process group of its own, so that Ctrl-C reaches all of it. */
export function startByNpm(args: readonly string[], env: NodeJS.ProcessEnv): Program {
  return follow(spawn('npm', ['start', '--', ...args], { env, stdio: ['ignore', 'pipe', 'pipe'], detached: true }))
}

function follow(child: ChildProcessByStdio<null, Readable, Readable>): Program {
  const said = { stdout: '', stderr: '' }
  for (const stream of ['stdout', 'stderr'] as const) {
    child[stream].setEncoding('utf8').on('data', (text: string) => {
      said[stream] += text
    })
  }
  const ended = once(child, 'close').then(([code]) => ({ code: typeof code === 'number' ? code : null, ...said }))
  return { child, output: () => said.stdout + said.stderr, ended }
}

/** The text that `pattern` captures, as soon as the program has said it. Rejects if it ends before. */
export async function said({ child, output, ended }: Program, pattern: RegExp): Promise<string> {
  const { promise, resolve, reject } = Promise.withResolvers<string>()
  const look = () => {
    const found = pattern.exec(output())?.[1]
    if (found !== undefined) resolve(found)
  }
  child.stdout?.on('data', look)
  void ended.then(({ code }) => reject(new Error(`It ended with code ${code} before it was ready:\n${output()}`)))
  look()
  try {
    return await promise
  } finally {
    child.stdout?.off('data', look)
  }
}
