// A pseudo-terminal in bytes: node-pty with its traps covered. The rest of the terminal server knows nothing of node-pty.
import { Socket } from 'node:net'
import type { IPty } from 'node-pty'
import { Failure } from '#contract/failure'
import type { TerminalSize } from '#contract/terminal'
import { Courtesy } from './courtesy.ts'
import { member } from './member.ts'
import { PtyInput } from './pty-input.ts'

/**
 * Milliseconds. node-pty destroys its socket 200 ms after the child's exit, and with it every byte that a brake holds back;
 * a braked PTY is looked after this often, so that it is released in time to be read to its end (T14).
 */
const BRAKE_CHECK_MS = 40

/** Milliseconds for a shell to leave after SIGHUP before it is killed: long enough to write its history. */
const HANGUP_GRACE_MS = 2_000

export type PtyRequest = {
  shell: string
  args: string[]
  cwd: string
  environment: Record<string, string>
} & TerminalSize

export type Exit = { code: number; signal: number | null }

export type PtyEvents = {
  /** The bytes are the receiver's to keep. */
  onData: (bytes: Uint8Array) => void
  /** After the last byte. */
  onExit: (exit: Exit) => void
}

export type Pty = {
  readonly pid: number
  write: (bytes: Uint8Array) => void
  resize: (size: TerminalSize) => void
  /** Stops reading, so that the programs in the terminal are slowed down; `release` goes on. */
  brake: () => void
  release: () => void
  /** Reads sparingly for a while, for the sake of others. */
  giveWay: () => void
  givesWay: () => boolean
  /** Hangs up as a closing window does, and kills what does not leave. Resolves when it has left. */
  end: () => Promise<void>
}

export async function startPty(request: PtyRequest, events: PtyEvents): Promise<Pty> {
  const { spawn } = await import('node-pty')
  const pty = spawnOrFail(spawn, request)
  const input = inputOf(pty)
  let exited = false
  const gone = Promise.withResolvers<void>()
  let brakeCheck: NodeJS.Timeout | undefined
  const goOn = () => {
    if (brakeCheck === undefined && !courtesy.pauses) pty.resume()
  }
  const courtesy = new Courtesy({ pause: () => pty.pause(), goOn })
  const release = () => {
    if (brakeCheck === undefined) return
    clearInterval(brakeCheck)
    brakeCheck = undefined
    goOn()
  }
  pty.onData((data: string | Uint8Array) => {
    const bytes = typeof data === 'string' ? Buffer.from(data) : data
    courtesy.onRead(bytes.byteLength)
    events.onData(bytes)
  })
  pty.onExit(({ exitCode, signal }) => {
    exited = true
    clearInterval(brakeCheck)
    courtesy.close()
    input?.close()
    gone.resolve()
    events.onExit({ code: exitCode, signal: signal || null })
  })
  return {
    pid: pty.pid,
    write: (bytes) => {
      if (exited) return
      if (input) input.write(bytes)
      else pty.write(Buffer.from(bytes))
    },
    resize: ({ cols, rows }) => {
      if (!exited) pty.resize(cols, rows)
    },
    brake: () => {
      if (exited || brakeCheck !== undefined || !isAlive(pty.pid)) return
      pty.pause()
      brakeCheck = setInterval(() => {
        if (!isAlive(pty.pid)) release()
      }, BRAKE_CHECK_MS)
    },
    release,
    giveWay: () => {
      if (!exited) courtesy.ask(performance.now())
    },
    givesWay: () => courtesy.isAsked(performance.now()),
    end: () => {
      release()
      if (exited) return gone.promise
      hangUp(pty.pid, 'SIGHUP', () => pty.kill())
      const kill = setTimeout(() => hangUp(pty.pid, 'SIGKILL', () => pty.kill()), HANGUP_GRACE_MS)
      return gone.promise.finally(() => clearTimeout(kill))
    },
  }
}

function spawnOrFail(spawn: typeof import('node-pty').spawn, request: PtyRequest) {
  const { shell, args, cwd, environment, cols, rows } = request
  try {
    return spawn(shell, args, { name: 'xterm-256color', cols, rows, cwd, env: environment, encoding: null })
  } catch (cause) {
    // A machine out of descriptors or of pseudo-terminals says only that forking failed.
    throw new Failure('shell-unavailable', `Could not start ${shell}: the machine has no room for another terminal.`, {
      cause,
    })
  }
}

/** Undefined where a PTY is no descriptor (Windows), or is not where it was expected in the pinned version of node-pty. */
function inputOf(pty: IPty): PtyInput | undefined {
  const descriptor = member(pty, 'fd')
  const socket = member(pty, '_socket')
  if (process.platform === 'win32' || typeof descriptor !== 'number' || !(socket instanceof Socket)) return undefined
  return new PtyInput(descriptor, () => !socket.destroyed)
}

/** The shell leads its session's first process group: the signal reaches what runs in it, too. */
function hangUp(pid: number, signal: NodeJS.Signals, otherwise: () => void): void {
  if (process.platform === 'win32') return otherwise()
  for (const target of [-pid, pid]) {
    try {
      process.kill(target, signal)
    } catch {
      // Gone already.
    }
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch {
    return false
  }
}
