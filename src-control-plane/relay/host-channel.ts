// One host's control channel after its hello: what it last said of itself, and how to ask it for a dial-back.
import type { WebSocket } from 'ws'
import type { Failure } from '#contract/failure'
import type { TerminalSummary } from '#contract/host'
import { type ControlPlaneMessage, closingOf } from '#contract/relay'
import type { LiveHost } from '../host/index.ts'
import type { DialsOfHost } from './dials.ts'
import type { Seat } from './seats.ts'

export class HostChannel implements LiveHost {
  readonly seat: Seat
  readonly instanceId: string
  readonly since: number
  readonly dials: DialsOfHost = new Map()
  readonly #socket: WebSocket
  terminals: readonly TerminalSummary[]

  constructor(socket: WebSocket, seat: Seat, instanceId: string, terminals: TerminalSummary[], since: number) {
    this.#socket = socket
    this.seat = seat
    this.instanceId = instanceId
    this.terminals = terminals
    this.since = since
  }

  send(message: ControlPlaneMessage): void {
    this.#socket.send(JSON.stringify(message))
  }

  /** Another instance has taken the seat: this one must not come back. */
  replace(): void {
    this.send({ type: 'replaced' })
    const { code, reason } = closingOf({ code: 'replaced', message: 'A newer instance of this host is connected.' })
    this.#socket.close(code, reason)
  }

  /** The same instance is back on another connection, which means that this one is dead. */
  drop(): void {
    this.#socket.terminate()
  }

  /** Viewers that still wait for this host need not wait longer. */
  failDials(failure: Failure): void {
    for (const dial of [...this.dials.values()]) dial.end(failure)
  }
}
