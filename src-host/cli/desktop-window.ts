// Opens the app in Electron's window, if its runtime is here or can be had soon enough.
import { spawn } from 'node:child_process'
import { createRequire } from 'node:module'
import { dirname } from 'node:path'
import { obtainRuntime } from './desktop-runtime.ts'

/** True when the window was opened and has been closed again; false when the browser has to do. */
export async function openDesktopWindow(root: string, args: readonly string[]): Promise<boolean> {
  const electron = dirname(createRequire(import.meta.url).resolve('electron/package.json'))
  const runtime = await obtainRuntime(electron, (sentence) => process.stderr.write(`${sentence}\n`))
  if (runtime === null) return false
  const app = spawn(runtime, [root, ...args], { stdio: 'inherit' })
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => app.kill(signal))
  const code = await new Promise<number | null>((resolve) => app.once('exit', resolve))
  process.exitCode = code ?? 1
  return true
}
