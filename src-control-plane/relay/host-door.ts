// `/relay/host`: a host opens its control channel, says hello, is welcomed, and is online from then on (R7).
import type { RawData, WebSocket } from 'ws'
import { Failure, type FailureCode } from '#contract/failure'
import type { OfflineReason } from '#contract/host'
import { HOST_HEADER, HostMessage, isOpen, keepAlive, parseMessage } from '#contract/relay'
import type { Database } from '../database/index.ts'
import { findOwnHost } from '../host/index.ts'
import type { Caller, OrgScope } from '../identity/index.ts'
import { unknownHost } from './caller.ts'
import type { Directory } from './directory.ts'
import { endSocket } from './end-socket.ts'
import { type HoldDependencies, holdOpen } from './hold-open.ts'
import { HostChannel } from './host-channel.ts'
import type { Seat } from './seats.ts'
import type { RelayTiming } from './timing.ts'
import type { Door } from './upgrade.ts'

type Dependencies = Pick<Database, 'read'> &
  HoldDependencies & {
    now: () => number
    callerOf: (headers: Headers) => Promise<Caller>
    directory: Directory
    timing: RelayTiming
    /** Remembers since when and why a host is away. Not awaited: what is true now is in the directory. */
    record: (scope: OrgScope, hostId: string, reason: OfflineReason) => void
  }

export function hostDoor(deps: Dependencies): Door {
  return async ({ headers }) => {
    const caller = await deps.callerOf(headers)
    const hostId = headers.get(HOST_HEADER) ?? ''
    if ((await findOwnHost(deps, caller.scope, hostId)) === null) throw unknownHost()
    return (socket) => serveHost(deps, socket, { ...caller, hostId })
  }
}

function serveHost(deps: Dependencies, socket: WebSocket, seat: Seat): void {
  const { directory, timing, record } = deps
  let channel: HostChannel | null = null

  const end = (failure: Failure) => endSocket(socket, failure, timing.closeTimeoutMs)
  const leave = (reason: OfflineReason) => {
    if (channel !== null && directory.leave(channel)) record(seat.scope, seat.hostId, reason)
  }
  const hear = (data: RawData, isBinary: boolean) => {
    // Told to go: what it still says counts no more.
    if (!isOpen(socket)) return
    const message = isBinary ? undefined : parseMessage(HostMessage, data.toString())
    if (message === undefined || (message.type === 'hello') !== (channel === null))
      return end(new Failure('bad-request', 'The host said something that was not understood.'))
    if (message.type === 'hello') channel = welcome(deps, socket, seat, message)
    else if (channel !== null) obey(channel, message)
    if (message.type === 'goodbye') leave('shut-down')
  }

  keepAlive(socket, timing.pingIntervalMs)
  const impatience = setTimeout(() => {
    if (channel === null) end(new Failure('timeout', 'The host did not say hello in time.'))
  }, timing.helloTimeoutMs)
  const held = holdOpen(deps, seat, null, (failure) => {
    leave(OFFLINE_AFTER[failure.code] ?? 'disconnected')
    end(failure)
  })
  socket.on('message', hear)
  socket.on('close', () => {
    clearTimeout(impatience)
    held[Symbol.dispose]()
    leave('disconnected')
    channel?.failDials(new Failure('host-offline', 'The host lost its connection.'))
  })
}

/** With another role it connects again at once. */
const OFFLINE_AFTER: Partial<Record<FailureCode, OfflineReason>> = { revoked: 'revoked' }

type Hello = Extract<HostMessage, { type: 'hello' }>

function welcome(deps: Dependencies, socket: WebSocket, seat: Seat, { instanceId, terminals }: Hello): HostChannel {
  const channel = new HostChannel(socket, seat, instanceId, terminals, deps.now())
  if (deps.directory.enter(channel).outcome === 'replaced') return channel
  // What would be true if this process died now.
  deps.record(seat.scope, seat.hostId, 'disconnected')
  channel.send({ type: 'welcome' })
  return channel
}

function obey(channel: HostChannel, message: Exclude<HostMessage, Hello>): void {
  switch (message.type) {
    case 'terminals':
      channel.terminals = message.terminals
      break
    case 'dial-refused':
      channel.dials.get(message.dialId)?.end(Failure.fromBody(message.failure))
      break
    case 'goodbye':
      break
    default:
      message satisfies never
  }
}
