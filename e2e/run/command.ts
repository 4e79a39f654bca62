// Runs one of the tools, its output straight to ours. A shell finds the tool, so that this works on Windows too.
import { spawn } from 'node:child_process'

/** True if the command ended with exit code 0. */
export async function succeeds(command: string, env: Record<string, string> = {}): Promise<boolean> {
  const child = spawn(command, {
    shell: true,
    stdio: ['ignore', 'inherit', 'inherit'],
    env: { ...process.env, ...env },
  })
  const { promise, resolve } = Promise.withResolvers<boolean>()
  child.once('error', () => resolve(false))
  child.once('exit', (code) => resolve(code === 0))
  return await promise
}

/** Says what is done, does it, and says how long it took. */
export async function step<T>(name: string, work: () => Promise<T>): Promise<T> {
  const start = performance.now()
  const result = await work()
  console.log(`· ${name}: ${((performance.now() - start) / 1_000).toFixed(1)} s`)
  return result
}
