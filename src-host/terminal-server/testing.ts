// A real terminal server in a temporary home, and a viewer with a real screen, for tests only. Disposing ends everything.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmod, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import headless from '@xterm/headless'
import { Failure } from '#contract/failure'
import type { TerminalSummary } from '#contract/host'
import {
  decodeServerFrame,
  encodeViewerFrame,
  type ServerFrame,
  type StreamPosition,
  type TerminalCaller,
  type TerminalRole,
  type ViewerFrame,
} from '#contract/terminal'
import { ControlMessage, type ControlRequest } from './control.ts'
import { DEFAULT_COLORS } from './default-colors.ts'
import { type Dialled, dial, dialOrStart } from './dial.ts'
import { programPath } from './entry.ts'
import { Incarnation } from './incarnation.ts'
import { readJson, writeJson, writeMessage } from './messages.ts'
import { openScreens } from './screens.ts'

/** Milliseconds until a condition that should hold is given up. */
const PATIENCE_MS = 15_000

/** Checks after every turn of the event loop in which something may have happened. */
export async function until<T>(
  read: () => T | undefined | false | Promise<T | undefined | false>,
  what: string,
  instead = () => '',
): Promise<T> {
  const deadline = performance.now() + PATIENCE_MS
  while (performance.now() < deadline) {
    const value = await read()
    if (value !== undefined && value !== false) return value
    await new Promise((resolve) => setTimeout(resolve, 5))
  }
  throw new Error(`Waited in vain: ${what}\n${instead()}`)
}

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

type AttachOptions = {
  role?: TerminalRole
  cols?: number
  rows?: number
  visible?: boolean
  resume?: StreamPosition
  caller?: TerminalCaller
  /** A viewer that never acknowledges, as one that has stopped. */
  acknowledges?: boolean
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

export type TestViewer = {
  frames: ServerFrame[]
  /** Every byte of output since the last snapshot. */
  output: () => Buffer
  position: () => StreamPosition
  /** The screen's lines, without what follows their last character. */
  lines: () => string[]
  terminal: InstanceType<typeof headless.Terminal>
  /** Resolves when everything received so far is on the screen. */
  settled: () => Promise<void>
  send: (frame: ViewerFrame) => void
  sendRaw: (bytes: Uint8Array) => void
  type: (text: string | Uint8Array) => void
  /** Waits until the output since the last snapshot contains it. */
  waitFor: (text: string) => Promise<void>
  /** Waits until the screen contains it. */
  waitForScreen: (text: string) => Promise<void>
  waitForFrame: <T extends ServerFrame['type']>(type: T) => Promise<Extract<ServerFrame, { type: T }>>
  /** Stops reading the connection, as a process that was stopped; and goes on. */
  stall: () => void
  goOn: () => void
  closed: () => boolean
  leave: () => void
}

async function attachForTest(home: string, terminalId: string, options: AttachOptions): Promise<TestViewer> {
  const { role = 'controller', cols = 80, rows = 24, visible = true, resume, acknowledges = true } = options
  const caller = options.caller ?? { kind: 'local' as const }
  const dialled = await dial(home, { purpose: 'attach', terminalId, role, caller })
  if (!dialled) throw new Error('No terminal server runs.')
  const viewer = viewerOn(dialled, { cols, rows, acknowledges })
  viewer.send({ type: 'open', cols, rows, visible, resume })
  return viewer
}

function viewerOn({ connection }: Dialled, options: { cols: number; rows: number; acknowledges: boolean }): TestViewer {
  const { socket } = connection
  const { cols, rows } = options
  const terminal = new headless.Terminal({ cols, rows, scrollback: 5_000, allowProposedApi: true, logLevel: 'off' })
  const frames: ServerFrame[] = []
  let output: Uint8Array[] = []
  let position: StreamPosition = { epoch: 0, offset: 0 }

  const send = (frame: ViewerFrame) => void writeMessage(socket, encodeViewerFrame(frame))
  const parse = (bytes: Uint8Array, offset: number) =>
    terminal.write(bytes, () => {
      if (options.acknowledges && !socket.destroyed) send({ type: 'ack', offset })
    })
  const resize = (size: { cols: number; rows: number }) =>
    terminal.write('', () => terminal.resize(size.cols, size.rows))

  function apply(frame: ServerFrame): void {
    frames.push(frame)
    switch (frame.type) {
      case 'attached':
        position = { epoch: frame.epoch, offset: frame.offset }
        return resize(frame)
      case 'output':
        if (frame.offset !== position.offset) throw new Error(`Bytes are missing before ${frame.offset}.`)
        output.push(Uint8Array.from(frame.bytes))
        position = { ...position, offset: frame.offset + frame.bytes.byteLength }
        return parse(frame.bytes, position.offset)
      case 'snapshot':
        if (frame.first) {
          output = []
          resize(frame)
        }
        position = { epoch: frame.epoch, offset: frame.offset }
        return parse(frame.bytes, frame.last ? frame.offset : 0)
      case 'size':
        return resize(frame)
      default:
        return
    }
  }

  connection.follow({
    onTooLarge: () => socket.destroy(),
    onMessage: (message) => {
      const result = decodeServerFrame(Uint8Array.from(message))
      if (result.outcome === 'refused') throw new Error(result.reason)
      apply(result.frame)
    },
  })

  const lines = () => {
    const { baseY } = terminal.buffer.active
    return Array.from({ length: terminal.rows }, (_, row) => terminal.buffer.active.getLine(baseY + row)).map(
      (line) => line?.translateToString(true) ?? '',
    )
  }
  return {
    frames,
    output: () => Buffer.concat(output),
    position: () => position,
    lines,
    terminal,
    settled: () => new Promise((resolve) => terminal.write('', resolve)),
    send,
    sendRaw: (bytes) => void writeMessage(socket, bytes),
    type: (text) => send({ type: 'input', bytes: typeof text === 'string' ? Buffer.from(text) : text }),
    waitFor: async (text) =>
      void (await until(() => Buffer.concat(output).includes(text), `${JSON.stringify(text)} in the output`)),
    waitForScreen: async (text) =>
      void (await until(
        () => lines().join('\n').includes(text),
        `${JSON.stringify(text)} on the screen`,
        () => lines().join('\n').trimEnd(),
      )),
    waitForFrame: async (type) => {
      const isIt = (frame: ServerFrame): frame is Extract<ServerFrame, { type: typeof type }> => frame.type === type
      return until(() => frames.find(isIt), `a frame ${type}`)
    },
    stall: () => socket.pause(),
    goOn: () => socket.resume(),
    closed: () => socket.destroyed,
    leave: () => socket.destroy(),
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
