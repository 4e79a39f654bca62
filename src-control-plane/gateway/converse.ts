// One WebSocket of a client joined with one at the provider: messages pass verbatim both ways, and only as fast as the other side takes
// them. Each `response.create` is first held against what the caller may use.
import type { RawData, WebSocket } from 'ws'
import { z } from 'zod'
import { Failure, httpStatusOf } from '#contract/failure'
import { closingOf, keepAlive, passedOn } from '#contract/relay'
import type { Ending, OpenEntry } from '../ledger/index.ts'
import { endingOf } from './ending.ts'
import { type Permission, takenBackBy } from './permission.ts'
import { providerErrorBody } from './provider-error.ts'
import { createTurns } from './socket-turns.ts'

export type Joined = {
  readonly client: WebSocket
  readonly upstream: WebSocket
  readonly permission: Permission
  readonly openEntry: () => OpenEntry
  /** Throws what the caller is told instead. */
  readonly admit: (entry: OpenEntry, message: Buffer) => Promise<void>
  readonly asFailure: (error: unknown) => Failure
}

/** More than a provider runs at once on one connection. */
const MAX_TURNS = 32
/** Bytes that may wait for one side before the other is no longer read, and where it is read again. */
const HIGH_WATER_BYTES = 1024 * 1024
const LOW_WATER_BYTES = HIGH_WATER_BYTES / 4
/** For a side that does not answer the close. Milliseconds. */
const CLOSE_GRACE_MS = 1_000

const Asking = z.object({ type: z.literal('response.create'), stream_id: z.string().optional().catch(undefined) })

export function converse({ client, upstream, permission, openEntry, admit, asFailure }: Joined): void {
  const turns = createTurns()
  const tell = (failure: Failure, stream?: string) => client.send(JSON.stringify(errorEvent(failure, stream)))

  async function ask(message: Buffer, stream: string | undefined, isBinary: boolean): Promise<void> {
    const entry = openEntry()
    try {
      if (turns.size() >= MAX_TURNS) throw new Failure('too-many-requests', `${MAX_TURNS} turns are under way.`)
      await admit(entry, message)
    } catch (error) {
      const failure = asFailure(error)
      void entry.close(endingOf(failure))
      return tell(failure, stream)
    }
    turns.begin({ stream, entry })
    // It may have gone meanwhile, and nobody else ends a turn that began after that.
    if (upstream.readyState !== upstream.OPEN) return lost()
    pass(upstream, client, message, isBinary, isHeld)
  }

  /** Turns that are held against their limits. The client is not read meanwhile: what it has said by then waits, one after another. */
  let asked = 0
  const isHeld = () => asked > 0
  let before = Promise.resolve()
  client.on('message', (data, isBinary) => {
    const message = bufferOf(data)
    const asking = isBinary ? undefined : Asking.safeParse(parse(message)).data
    if (asking === undefined) {
      before = before.then(() => pass(upstream, client, message, isBinary, isHeld))
      return
    }
    asked += 1
    client.pause()
    before = before.then(async () => {
      await ask(message, asking.stream_id, isBinary)
      asked -= 1
      readOn(client, upstream, isHeld)
    })
  })
  upstream.on('message', (data, isBinary) => {
    const message = bufferOf(data)
    if (!isBinary) turns.hear(message)
    pass(client, upstream, message, isBinary)
  })

  const end = (ending: Ending, failure: Failure | null) => {
    for (const { stream } of turns.endAll(ending)) if (failure !== null) tell(failure, stream)
  }
  const lost = () => end({ status: 502, outcome: 'failed', error: LOST.code }, LOST)
  client.on('close', () => {
    end(endingOf(LEFT), null)
    close(upstream, passedOn(1005, ''))
    permission.over()
  })
  upstream.on('close', (code, reason) => {
    lost()
    close(client, passedOn(code, reason.toString()))
  })
  permission.signal.addEventListener('abort', () => {
    const failure = takenBackBy(permission.signal) ?? LEFT
    end(endingOf(failure), null)
    tell(failure)
    for (const socket of [client, upstream]) close(socket, closingOf(failure))
  })
  for (const socket of [client, upstream]) keepAlive(socket)
  client.resume()
  upstream.resume()
}

const LEFT = new Failure('cancelled', 'The client has left.')
const LOST = new Failure('provider-failed', 'The connection to the provider was lost.')

/** https://developers.openai.com/api/docs/guides/websocket-mode */
function errorEvent(failure: Failure, stream: string | undefined): object {
  const named = stream === undefined ? {} : { stream_id: stream }
  return { type: 'error', status: httpStatusOf(failure.code), ...named, ...providerErrorBody('openai', failure) }
}

function pass(to: WebSocket, from: WebSocket, message: Buffer, isBinary: boolean, isHeld = () => false): void {
  if (to.readyState !== to.OPEN) return
  to.send(message, { binary: isBinary }, () => readOn(from, to, isHeld))
  if (to.bufferedAmount > HIGH_WATER_BYTES) from.pause()
}

function readOn(from: WebSocket, to: WebSocket, isHeld: () => boolean): void {
  if (from.isPaused && !isHeld() && to.bufferedAmount <= LOW_WATER_BYTES) from.resume()
}

function close(socket: WebSocket, { code, reason }: { code: number; reason: string }): void {
  if (socket.readyState === socket.OPEN) socket.close(code, reason)
  // What still waits in a paused socket would hide its end.
  socket.resume()
  setTimeout(() => socket.terminate(), CLOSE_GRACE_MS).unref()
}

function bufferOf(data: RawData): Buffer {
  if (Buffer.isBuffer(data)) return data
  return Array.isArray(data) ? Buffer.concat(data) : Buffer.from(data)
}

function parse(message: Buffer): unknown {
  try {
    return JSON.parse(message.toString())
  } catch {
    return null
  }
}
