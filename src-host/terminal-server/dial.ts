// The host's way to a home's terminal server: find it, or start it, and prove each to the other.
import { spawn } from 'node:child_process'
import { closeSync, openSync, readFileSync, statSync } from 'node:fs'
import { mkdir } from 'node:fs/promises'
import { connect, type Socket } from 'node:net'
import { join, resolve } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { Failure } from '#contract/failure'
import { addressOf, type ServerAddress } from './address.ts'
import { environmentAsNode } from './config.ts'
import { CONTROL_VERSION, type Purpose, type ServerHello } from './control.ts'
import { programPath } from './entry.ts'
import { introduce } from './handshake.ts'
import { MessageSocket } from './message-socket.ts'
import { ensurePrivateFolder, readOrMakeSecret } from './private-files.ts'

/** Milliseconds: a start takes a few hundred, on a machine under heavy load some thousand. */
const START_TIMEOUT_MS = 15_000
const RETRY_MS = 15
/** Bytes; a log beyond this is begun anew. */
const MAX_LOG_BYTES = 1_048_576
/** An idle server's garbage is small, and it works on one thread beside its screens: together these save it 5 MB, at the same speed. */
const NODE_FLAGS = [
  '--max-semi-space-size=1',
  '--v8-pool-size=1',
  '--single-threaded-gc',
  '--optimize-for-size',
  '--no-warnings',
]

export type Dialled = { connection: MessageSocket; hello: ServerHello }

export type DialPurpose =
  | { purpose: 'stop' }
  | { purpose: 'control' }
  | Omit<Extract<Purpose, { purpose: 'attach' }>, 'version'>

/** Undefined when no terminal server runs for this home. Rejects when one runs that cannot be trusted or understood. */
export async function dial(home: string, purpose: DialPurpose): Promise<Dialled | undefined> {
  const address = addressOf(home)
  const socket = await connectTo(address)
  if (!socket) return undefined
  try {
    const connection = new MessageSocket(socket)
    const wanted: Purpose = purpose.purpose === 'stop' ? purpose : { ...purpose, version: CONTROL_VERSION }
    const hello = await introduce(connection, await readOrMakeSecret(address.folder), () => wanted)
    return { connection, hello }
  } catch (error) {
    socket.destroy()
    throw error
  }
}

/** Starts the terminal server when none runs, and somebody still `wants` it then. Two hosts may do so at once: only one of their servers stays. */
export async function dialOrStart(home: string, purpose: DialPurpose, wanted = () => true): Promise<Dialled> {
  const running = await dial(home, purpose)
  if (running) return running
  if (!wanted()) throw new Failure('cancelled', 'Nobody waits for the terminal any more.')
  const address = addressOf(home)
  await mkdir(home, { recursive: true, mode: 0o700 })
  await ensurePrivateFolder(address.folder)
  const logPath = join(address.folder, 'server.log')
  const child = startProcess(home, logPath)
  const deadline = performance.now() + START_TIMEOUT_MS
  while (performance.now() < deadline) {
    await delay(RETRY_MS)
    const dialled = await dial(home, purpose)
    if (dialled) {
      // Another host's server was faster: ours has nothing to do, and should not wait to find out.
      if (dialled.hello.pid !== child.pid) child.kill()
      return dialled
    }
    // A process that leaves with success has found another one serving.
    if (child.failed()) break
  }
  throw new Failure('unavailable', `The terminal server did not start. ${lastLine(logPath)}`.trim())
}

type StartedProcess = { pid: number | undefined; failed: () => boolean; kill: () => void }

function startProcess(home: string, logPath: string): StartedProcess {
  const log = openSync(logPath, isLong(logPath) ? 'w' : 'a', 0o600)
  try {
    const child = spawn(process.execPath, [...NODE_FLAGS, programPath('terminal-server'), '--home', resolve(home)], {
      cwd: resolve(home),
      detached: true,
      stdio: ['ignore', 'ignore', log],
      env: environmentAsNode(),
      windowsHide: true,
    })
    let failed = false
    child.once('error', () => {
      failed = true
    })
    child.once('exit', (code) => {
      failed = code !== 0
    })
    child.unref()
    return { pid: child.pid, failed: () => failed, kill: () => void child.kill() }
  } finally {
    closeSync(log)
  }
}

function connectTo(address: ServerAddress): Promise<Socket | undefined> {
  return new Promise((resolve, reject) => {
    const socket = connect(address.socket)
    socket.once('connect', () => resolve(socket))
    socket.once('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT' || error.code === 'ECONNREFUSED') resolve(undefined)
      else reject(new Failure('unavailable', 'The terminal server cannot be reached.', { cause: error }))
    })
  })
}

const isLong = (path: string): boolean => (statSync(path, { throwIfNoEntry: false })?.size ?? 0) > MAX_LOG_BYTES

/** What the server said before it failed, so that a person learns more than that it failed. */
function lastLine(path: string): string {
  try {
    const line = readFileSync(path, 'utf8')
      .trimEnd()
      .split('\n')
      .findLast((text) => /Error|Failure|:/.test(text))
    return line ? `Its log ends with: ${line}` : ''
  } catch {
    return ''
  }
}
