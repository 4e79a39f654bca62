// A real terminal server in a temporary home, and a viewer with a real screen, for tests only. Disposing ends everything.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmod, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Failure } from '#contract/failure'
import type { TerminalSummary } from '#contract/host'
import { ControlMessage, type ControlRequest } from './control.ts'
import { DEFAULT_COLORS } from './default-colors.ts'
import { dial, dialOrStart } from './dial.ts'
import { programPath } from './entry.ts'
import { Incarnation } from './incarnation.ts'
import { readJson, writeJson } from './messages.ts'
import { openScreens } from './screens.ts'
import { until } from './until-testing.ts'
import { type AttachOptions, attachForTest, type TestViewer } from './viewer-testing.ts'

export { type TestViewer, until }

export function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch {
    return false
  }
}

export type TestServer = AsyncDisposable & {
  home: string
  pid: number
  control: (request: ControlRequest) => Promise<TerminalSummary[]>
  open: (request?: { cols?: number; rows?: number; shell?: string; cwd?: string }) => Promise<TerminalSummary>
  /** Writes an executable script and opens a terminal whose shell it is. */
  openScript: (script: string, size?: { cols: number; rows: number }) => Promise<TerminalSummary>
  attach: (id: string, options?: AttachOptions) => Promise<TestViewer>
}

export async function temporaryHome(): Promise<{ home: string } & AsyncDisposable> {
  const home = await mkdtemp(join(tmpdir(), 'mooring-'))
  return {
    home,
    [Symbol.asyncDispose]: async () => {
      await endServerOf(home)
      await rm(home, { recursive: true, force: true, maxRetries: 10 })
    },
  }
}

async function endServerOf(home: string): Promise<void> {
  const dialled = await dial(home, { purpose: 'stop' }).catch(() => undefined)
  if (!dialled) return
  await until(() => dialled.connection.socket.destroyed, 'the terminal server to close')
  await until(() => !isRunning(dialled.hello.pid), 'the terminal server to end')
}

type Spawned = { readonly pid: number | undefined; readonly ended: Promise<unknown> }

/** A server that is this process's child, started with its own arguments and at most so many descriptors. Resolves when it listens. */
export async function spawnServerForTest(
  home: string,
  { args = [], descriptors = 'unlimited' }: { args?: string[]; descriptors?: number | 'unlimited' },
): Promise<Spawned> {
  const limit = descriptors === 'unlimited' ? '' : `ulimit -n ${descriptors};`
  const command = [process.execPath, programPath('terminal-server'), '--home', home, ...args]
  const child = spawn('/bin/sh', ['-c', `${limit} exec "$0" "$@"`, ...command], { stdio: 'ignore' })
  const ended = once(child, 'exit')
  await until(() => dial(home, { purpose: 'control' }).catch(() => undefined), 'the server to listen')
  return { pid: child.pid, ended }
}

export async function startTerminalServerForTest(existingHome?: string): Promise<TestServer> {
  const place = existingHome ? undefined : await temporaryHome()
  const home = existingHome ?? place?.home ?? ''
  const dialled = await dialOrStart(home, { purpose: 'control' })
  const answers = new Map<number, ControlMessage>()
  dialled.connection.follow({
    onTooLarge: () => {},
    onMessage: (message) => {
      const answer = ControlMessage.parse(readJson(message))
      if ('number' in answer) answers.set(answer.number, answer)
    },
  })
  let lastNumber = 0
  const control = async (request: ControlRequest): Promise<TerminalSummary[]> => {
    lastNumber += 1
    const number = lastNumber
    writeJson(dialled.connection.socket, { number, request })
    const answer = await until(() => answers.get(number), `an answer to ${request.type}`)
    if ('failure' in answer) throw Failure.fromBody(answer.failure)
    return 'terminals' in answer ? answer.terminals : []
  }
  const open: TestServer['open'] = async ({ cols = 80, rows = 24, ...rest } = {}) => {
    const [terminal] = await control({ type: 'open', cols, rows, shell: '/bin/sh', ...rest })
    if (!terminal) throw new Error('No terminal was opened.')
    return terminal
  }
  let scripts = 0
  const viewers: TestViewer[] = []
  return {
    home,
    pid: dialled.hello.pid,
    control,
    open,
    openScript: async (script, size) => {
      scripts += 1
      const path = join(home, `script-${scripts}`)
      await writeFile(path, `#!/bin/sh\n${script}\n`)
      await chmod(path, 0o700)
      return open({ shell: path, ...size })
    },
    attach: async (id, options = {}) => {
      const viewer = await attachForTest(home, id, options)
      viewers.push(viewer)
      return viewer
    },
    [Symbol.asyncDispose]: async () => {
      for (const viewer of viewers) viewer.leave()
      dialled.connection.socket.destroy()
      await place?.[Symbol.asyncDispose]()
    },
  }
}

/** What a shell script has written, once it is complete. */
export async function fileOf(path: string, bytes: number): Promise<Buffer> {
  return until(async () => {
    const content = await readFile(path).catch(() => undefined)
    return content && content.byteLength >= bytes ? content : undefined
  }, `${bytes} bytes in ${path}`)
}

type IncarnationForTest = Partial<Parameters<typeof openScreens>[0]> & { isWatched?: () => boolean }

/** An incarnation without a shell: what it shows is given to `recall`. */
export function openIncarnationForTest({ isWatched = () => false, ...options }: IncarnationForTest = {}) {
  const screens = openScreens({ onFailure: () => {}, ...options })
  const nothing = () => {}
  const incarnation = new Incarnation(1, { size: { cols: 80, rows: 24 }, colors: DEFAULT_COLORS }, screens, {
    neededFrom: () => Number.POSITIVE_INFINITY,
    isWatched,
    onOutput: nothing,
    onCaughtUp: nothing,
    onExit: nothing,
    onTitle: nothing,
    onDirectory: nothing,
  })
  return { incarnation, screens, [Symbol.asyncDispose]: () => screens.close() }
}
