// The terminal server itself: one address, proven connections, and what each of them is for.
import { randomUUID } from 'node:crypto'
import { existsSync } from 'node:fs'
import type { Socket } from 'node:net'
import { Failure, isFailure } from '#contract/failure'
import { addressOf } from './address.ts'
import { CONTROL_VERSION, type ControlMessage, NumberedRequest, Purpose } from './control.ts'
import { challenge } from './handshake.ts'
import { listen } from './listen.ts'
import { MessageSocket } from './message-socket.ts'
import { readJson, writeJson, writeMessage } from './messages.ts'
import { ensurePrivateFolder, readOrMakeSecret } from './private-files.ts'
import { Recordings } from './recordings.ts'
import { openRecords } from './records.ts'
import { openScreens } from './screens.ts'
import { Terminals } from './terminals.ts'

/** Milliseconds in which changes of the list are told together: a program that sets its title in a loop costs little. */
const CHANGE_MERGE_MS = 20
/** Milliseconds between two looks whether the server is of use to anybody. */
const LOOK_EVERY_MS = 30_000
/** Bytes that a host may leave unread before it is dropped: it reads the list anew when it returns. */
const MAX_UNREAD_BYTES = 4_194_304

/** Bytes that a viewer may leave unread before it is dropped: its window, a whole scrollback, and a night of titles. */
const MAX_UNREAD_BY_VIEWER_BYTES = 16_777_216

type Options = {
  home: string
  /** Milliseconds without a shell or a viewer after which the server ends. */
  idleMs: number
  environment: Record<string, string | undefined>
  /** Bytes that a screen may be behind while nobody is shown it; for measuring what that bound does. */
  freeBacklogBytes?: number | undefined
  log: (line: string) => void
}

export type TerminalServer = {
  /** Resolves when it has ended, for whatever reason. */
  ended: Promise<void>
  /** Ends every shell; their last screens stay on record. */
  stop: () => Promise<void>
}

/** Undefined when another terminal server serves this home already. */
export async function startTerminalServer({
  home,
  idleMs,
  environment,
  freeBacklogBytes,
  log,
}: Options): Promise<TerminalServer | undefined> {
  const address = addressOf(home)
  await ensurePrivateFolder(address.folder)
  await ensurePrivateFolder(address.socketFolder)
  const secret = await readOrMakeSecret(address.folder)
  const about = { version: CONTROL_VERSION, instance: randomUUID(), pid: process.pid }
  const ended = Promise.withResolvers<void>()
  const hosts = new Set<Socket>()
  const sockets = new Set<Socket>()

  const records = await openRecords(address.folder)
  const screens = openScreens({
    freeBacklogBytes,
    onFailure: (error) => log(`The screen worker failed: ${error.stack ?? error.message}`),
  })
  const terminals = new Terminals({
    records,
    screens,
    recordings: new Recordings(address.folder),
    environment,
    onChange: tellChangeSoon,
    onProblem: (what, error) => log(`Could not ${what}: ${String(error)}`),
  })

  // Nobody is served before the records were read; whoever connects meanwhile waits.
  const ready = Promise.withResolvers<void>()
  const listener = await listen(address, (socket) => {
    sockets.add(socket)
    socket.once('close', () => sockets.delete(socket))
    ready.promise.then(() => serve(socket)).catch((error: unknown) => dismiss(socket, error))
  })
  if (!listener) return undefined
  listener.server.on('error', (error) => log(`The socket failed: ${error.message}`))
  await terminals.recall()
  ready.resolve()
  const watch = endWhenUseless({
    idleMs,
    inUse: () => terminals.inUse,
    // In a home that was removed nobody can reach a shell any more.
    isGone: () => !existsSync(address.folder),
    end: () => void end({ forget: false }),
  })
  log(`Serving ${address.socket} as process ${process.pid}.`)

  async function serve(socket: Socket): Promise<void> {
    const connection = new MessageSocket(socket)
    const purpose = Purpose.safeParse(await challenge(connection, secret, about))
    if (!purpose.success) throw new Failure('bad-request', 'The terminal server does not know this request.')
    switch (purpose.data.purpose) {
      case 'stop':
        writeJson(socket, { accepted: true })
        return end({ forget: true })
      case 'control':
        refuseOtherVersion(purpose.data.version)
        return control(connection)
      case 'attach':
        refuseOtherVersion(purpose.data.version)
        return attach(connection, purpose.data)
      default:
        return purpose.data satisfies never
    }
  }

  function control(connection: MessageSocket): void {
    const { socket } = connection
    writeJson(socket, { accepted: true })
    hosts.add(socket)
    socket.once('close', () => hosts.delete(socket))
    tell(socket, { changed: terminals.list() })
    connection.follow({
      onMessage: (message) => void answer(socket, readJson(message)),
      onTooLarge: () => socket.destroy(),
    })
  }

  async function answer(socket: Socket, message: unknown): Promise<void> {
    const parsed = NumberedRequest.safeParse(message)
    if (!parsed.success) return void socket.destroy()
    const { number, request } = parsed.data
    try {
      switch (request.type) {
        case 'list':
          return tell(socket, { number, terminals: terminals.list() })
        case 'open':
          return tell(socket, { number, terminals: [await terminals.open(request)] })
        case 'restart':
          return tell(socket, { number, terminals: [await terminals.restart(request.id)] })
        case 'rename':
          terminals.get(request.id).rename(request.name)
          return tell(socket, { number, terminals: [terminals.get(request.id).summary] })
        case 'record':
          return tell(socket, { number, terminals: [await terminals.record(request.id, request.on)] })
        case 'close':
          await terminals.close(request.id)
          return tell(socket, { number, terminals: [] })
        default:
          return request satisfies never
      }
    } catch (error) {
      tell(socket, { number, failure: failureOf(error).toBody() })
    }
  }

  function attach(connection: MessageSocket, request: Extract<Purpose, { purpose: 'attach' }>): void {
    const { socket } = connection
    const terminal = terminals.get(request.terminalId)
    const link = {
      send: (frame: Uint8Array) => {
        if (socket.writableLength > MAX_UNREAD_BY_VIEWER_BYTES) socket.destroy()
        else writeMessage(socket, frame)
      },
      close: () => void socket.end(),
    }
    const viewer = terminal.attach(link, request)
    socket.once('close', () => terminal.detach(viewer))
    writeJson(socket, { accepted: true })
    connection.follow({
      onMessage: (frame) => viewer.receive(frame),
      onTooLarge: () =>
        viewer.refuse(new Failure('too-large', 'More than 1 MiB was sent at once; nothing of it was taken.')),
    })
  }

  function tell(socket: Socket, message: ControlMessage): void {
    if (socket.writableLength > MAX_UNREAD_BYTES) socket.destroy()
    else writeJson(socket, message)
  }

  let change: NodeJS.Timeout | undefined
  function tellChangeSoon(): void {
    change ??= setTimeout(() => {
      change = undefined
      for (const socket of hosts) tell(socket, { changed: terminals.list() })
    }, CHANGE_MERGE_MS)
  }

  function failureOf(error: unknown): Failure {
    if (isFailure(error)) return error
    log(`Unexpected: ${error instanceof Error ? error.stack : String(error)}`)
    return new Failure('internal', 'The terminal server met an error that it did not expect. Its log says more.')
  }

  function dismiss(socket: Socket, error: unknown): void {
    if (socket.writable) writeJson(socket, { failure: failureOf(error).toBody() })
    socket.end()
  }

  let ending: Promise<void> | undefined
  function end(options: { forget: boolean }): Promise<void> {
    ending ??= endNow(options)
    return ending
  }

  async function endNow(options: { forget: boolean }): Promise<void> {
    clearInterval(watch)
    clearTimeout(change)
    await terminals.closeAll(options)
    await screens.close()
    await listener?.release()
    for (const socket of sockets) socket.end()
    await listener?.close()
    ended.resolve()
  }

  return { ended: ended.promise, stop: () => end({ forget: false }) }
}

function refuseOtherVersion(version: number): void {
  if (version === CONTROL_VERSION) return
  const message =
    'A terminal server of another version of this app still runs. End its terminals with --stop-terminals.'
  throw new Failure('conflict', message)
}

type Usefulness = { idleMs: number; inUse: () => boolean; isGone: () => boolean; end: () => void }

function endWhenUseless({ idleMs, inUse, isGone, end }: Usefulness): NodeJS.Timeout {
  const everyMs = Math.min(LOOK_EVERY_MS, idleMs)
  let idleFor = 0
  const timer = setInterval(() => {
    idleFor = inUse() ? 0 : idleFor + everyMs
    if (idleFor >= idleMs || isGone()) end()
  }, everyMs)
  timer.unref()
  return timer
}
