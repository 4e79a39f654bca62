// Opens the app in Electron's window, if its runtime is here or can be had soon enough.
import { spawn } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'

/** A person waits this long at most before the browser opens instead; a longer download goes on for the next start. */
const DOWNLOAD_PATIENCE_MS = 4_000

/** True when the window was opened and has been closed again; false when the browser has to do. */
export async function openDesktopWindow(root: string, args: readonly string[]): Promise<boolean> {
  const folder = dirname(createRequire(import.meta.url).resolve('electron/package.json'))
  const runtime = runtimeOf(folder) ?? (await download(folder))
  if (runtime === null) return false
  const app = spawn(runtime, [root, ...args], { stdio: 'inherit' })
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => app.kill(signal))
  const [code] = await new Promise<[number | null]>((resolve) => app.once('exit', (exitCode) => resolve([exitCode])))
  process.exitCode = code ?? 1
  return true
}

/** Electron notes where its runtime is in `path.txt` once it is whole. */
function runtimeOf(folder: string): string | null {
  const note = join(folder, 'path.txt')
  if (!existsSync(note)) return null
  const runtime = join(folder, 'dist', readFileSync(note, 'utf8'))
  return existsSync(runtime) ? runtime : null
}

async function download(folder: string): Promise<string | null> {
  process.stderr.write('Downloading the desktop window’s runtime, this once…\n')
  const installer = spawn(process.execPath, [join(folder, 'install.js')], { stdio: 'ignore', detached: true })
  const ended = new Promise<number | null>((resolve) => {
    installer.once('exit', resolve)
    installer.once('error', () => resolve(1))
  })
  const patience = new AbortController()
  const code = await Promise.race([ended, delay(DOWNLOAD_PATIENCE_MS, 'slow' as const, { signal: patience.signal })])
  patience.abort()
  if (code === 0) return runtimeOf(folder)
  if (code === 'slow') {
    installer.unref()
    process.stderr.write(
      'The desktop window is still being downloaded; Mooring opens in the browser until it is there.\n',
    )
  } else {
    process.stderr.write(
      'The desktop window’s runtime cannot be downloaded here; Mooring opens in the browser instead.\n',
    )
  }
  return null
}
