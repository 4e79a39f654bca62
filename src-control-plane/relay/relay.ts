// The relay's object graph and its three doors. Who may pass is decided before the 101; what passes after is not looked at.
import type { IncomingMessage } from 'node:http'
import type { Duplex } from 'node:stream'
import { setTimeout as delay } from 'node:timers/promises'
import { WebSocketServer } from 'ws'
import { Failure } from '#contract/failure'
import type { OfflineReason } from '#contract/host'
import { GOING_AWAY, RELAY_ATTACH_PATH, RELAY_DIAL_PATH, RELAY_HOST_PATH } from '#contract/relay'
import { MAX_FRAME_BYTES } from '#contract/terminal'
import type { Database } from '../database/index.ts'
import { type LiveHost, recordOffline } from '../host/index.ts'
import { expectedFailure, refuseUpgrade, type UpgradeHandler } from '../http/index.ts'
import type { Authenticate, LiveAccess, OrgScope, Tokens } from '../identity/index.ts'
import { attachDoor } from './attach-door.ts'
import { callerOf } from './caller.ts'
import { dialDoor } from './dial-door.ts'
import { createDials } from './dials.ts'
import { createDirectory } from './directory.ts'
import { hostDoor } from './host-door.ts'
import { createSeats } from './seats.ts'
import { RELAY_TIMING, type RelayTiming } from './timing.ts'
import { type Door, pathOf, readUpgrade } from './upgrade.ts'

export type RelayDependencies = Pick<Database, 'db' | 'read' | 'changes'> & {
  authenticate: Authenticate
  live: LiveAccess
  tokens: Pick<Tokens, 'sign'>
  now: () => number
  /** Takes errors that nobody expected. */
  report: (error: unknown) => void
  timing?: Partial<RelayTiming>
}

export type Relay = AsyncDisposable & {
  /** Its paths, as `UPGRADE /relay/host`. */
  readonly doors: readonly string[]
  /** Takes upgrades of the relay's paths. */
  handleUpgrade: UpgradeHandler
  /** What a connected host says of itself, or null while it has no channel here. */
  liveHost: (scope: OrgScope, hostId: string) => LiveHost | null
}

export function createRelay(deps: RelayDependencies): Relay {
  const { authenticate, now, report } = deps
  const timing = { ...RELAY_TIMING, ...deps.timing }
  // `ws` switches Nagle's algorithm off itself; per-message deflate would cost nine tenths of the throughput.
  const server = new WebSocketServer({ noServer: true, perMessageDeflate: false, maxPayload: MAX_FRAME_BYTES })
  const writes = new Set<Promise<void>>()
  const parts = {
    ...deps,
    timing,
    callerOf: (headers: Headers) => callerOf(authenticate, headers),
    seats: createSeats(deps),
    dials: createDials({ now, timing }),
    directory: createDirectory(),
    record(scope: OrgScope, hostId: string, reason: OfflineReason) {
      const write = recordOffline(deps, scope, hostId, reason)
        .catch(report)
        .finally(() => writes.delete(write))
      writes.add(write)
    },
  }
  const doors = new Map<string | undefined, Door>([
    [RELAY_HOST_PATH, hostDoor(parts)],
    [RELAY_ATTACH_PATH, attachDoor(parts)],
    [RELAY_DIAL_PATH, dialDoor(parts)],
  ])
  let open = true

  async function admit(door: Door, request: IncomingMessage, socket: Duplex, head: Buffer): Promise<void> {
    try {
      const accept = await door(readUpgrade(request))
      if (!open) throw new Failure('unavailable', 'The control plane is stopping.')
      server.handleUpgrade(request, socket, head, (accepted) => {
        // Always followed by `close`, which is where it is handled.
        accepted.on('error', () => {})
        accept(accepted)
      })
    } catch (error) {
      const failure = expectedFailure(error)
      if (failure === null) report(error)
      refuseUpgrade(socket, failure ?? new Failure('internal', 'Mooring met an unexpected error.'))
    }
  }

  return {
    doors: [RELAY_HOST_PATH, RELAY_ATTACH_PATH, RELAY_DIAL_PATH].map((path) => `UPGRADE ${path}`),
    handleUpgrade(request, socket, head) {
      const door = doors.get(pathOf(request))
      if (door === undefined) return false
      socket.on('error', () => socket.destroy())
      void admit(door, request, socket, head)
      return true
    },
    liveHost: (scope, hostId) => parts.directory.find(scope, hostId),
    async [Symbol.asyncDispose]() {
      open = false
      parts.seats[Symbol.dispose]()
      await closeAll(server, timing.closeTimeoutMs)
      await Promise.all(writes)
    },
  }
}

/** Everybody is told; who does not answer in time is cut off. */
async function closeAll(server: WebSocketServer, timeoutMs: number): Promise<void> {
  const gone = [...server.clients].map((socket) => {
    const closed = new Promise<void>((resolve) => socket.once('close', () => resolve()))
    socket.close(GOING_AWAY, 'The control plane is stopping.')
    socket.resume()
    return closed
  })
  await Promise.race([Promise.all(gone), delay(timeoutMs, undefined, { ref: false })])
  for (const socket of server.clients) socket.terminate()
  await Promise.all(gone)
}
