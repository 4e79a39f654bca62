// Electron's runtime is not in its package: it is downloaded once, where its download site can be reached.
import { spawn } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'

/** A person waits this long at most before the browser opens instead; a longer download goes on for the next start. */
export const DOWNLOAD_PATIENCE_MS = 4_000

/** The runtime's executable, or null when it is not here and cannot be had soon enough; `say` tells a person which. */
export async function obtainRuntime(
  electron: string,
  say: (sentence: string) => void,
  patienceMs = DOWNLOAD_PATIENCE_MS,
): Promise<string | null> {
  const found = runtimeOf(electron)
  if (found !== null) return found
  say('Downloading the desktop window’s runtime, this once…')
  const outcome = await download(electron, patienceMs)
  const runtime = runtimeOf(electron)
  if (outcome === 'done' && runtime !== null) return runtime
  if (outcome === 'slow')
    say('The desktop window is still being downloaded; Mooring opens in the browser until it is there.')
  else say('The desktop window’s runtime cannot be downloaded here; Mooring opens in the browser instead.')
  return null
}

/** Electron notes where its runtime is in `path.txt` once it is whole. */
function runtimeOf(electron: string): string | null {
  const note = join(electron, 'path.txt')
  if (!existsSync(note)) return null
  const runtime = join(electron, 'dist', readFileSync(note, 'utf8'))
  return existsSync(runtime) ? runtime : null
}

async function download(electron: string, patienceMs: number): Promise<'done' | 'failed' | 'slow'> {
  const installer = spawn(process.execPath, [join(electron, 'install.js')], { stdio: 'ignore', detached: true })
  const ended = new Promise<'done' | 'failed'>((resolve) => {
    installer.once('exit', (code) => resolve(code === 0 ? 'done' : 'failed'))
    installer.once('error', () => resolve('failed'))
  })
  const patience = new AbortController()
  const slow = delay(patienceMs, 'slow' as const, { signal: patience.signal }).catch(() => 'slow' as const)
  const outcome = await Promise.race([ended, slow])
  patience.abort()
  installer.unref()
  return outcome
}
