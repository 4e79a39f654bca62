// Runs somebody else's program as a person's shell would on a machine that it has never seen: a home of its own, nothing of our
// environment, standard input closed.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdir, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { text } from 'node:stream/consumers'

export type Run = { readonly code: number | null; readonly stdout: string; readonly stderr: string }

export type Place = AsyncDisposable & { readonly home: string; readonly project: string }

/** Until a program that hangs is ended. Milliseconds. */
const TIMEOUT_MS = 60_000

export async function createPlace(): Promise<Place> {
  const folder = await mkdtemp(join(tmpdir(), 'mooring-client-'))
  const place = { home: join(folder, 'home'), project: join(folder, 'project') }
  for (const path of Object.values(place)) await mkdir(path)
  return { ...place, [Symbol.asyncDispose]: () => rm(folder, { recursive: true, force: true }) }
}

/** `script` is run by the Node that runs us; a binary is given by itself. */
export async function runProgram(
  [program, ...args]: readonly [string, ...string[]],
  { home, project }: Pick<Place, 'home' | 'project'>,
  environment: Readonly<Record<string, string>>,
): Promise<Run> {
  const env = {
    HOME: home,
    PATH: [dirname(process.execPath), '/usr/bin', '/bin'].join(':'),
    LANG: 'C.UTF-8',
    ...environment,
  }
  // A group of its own, so that what it starts ends with it.
  const child = spawn(program, args, { cwd: project, env, stdio: ['ignore', 'pipe', 'pipe'], detached: true })
  const timer = setTimeout(() => endGroup(child.pid), TIMEOUT_MS)
  try {
    const [[code], stdout, stderr] = await Promise.all([once(child, 'exit'), text(child.stdout), text(child.stderr)])
    return { code, stdout, stderr }
  } finally {
    clearTimeout(timer)
    endGroup(child.pid)
  }
}

function endGroup(pid: number | undefined): void {
  try {
    if (pid !== undefined) process.kill(-pid, 'SIGKILL')
  } catch {
    // It has ended.
  }
}
