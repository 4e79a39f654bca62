// One attachment from the viewer's request on: the viewer waits, the host dials back, both are spliced, both end together.
import type { WebSocket } from 'ws'
import { Failure } from '#contract/failure'
import { splice } from '#contract/relay'
import { endSocket } from './end-socket.ts'
import type { RelayTiming } from './timing.ts'

export class Dial {
  readonly id: string
  readonly #settled: () => void
  readonly #timer: NodeJS.Timeout
  readonly #graceMs: number
  #viewer: WebSocket | null = null
  #host: WebSocket | null = null

  /** `settled` is called once: when the host is there, or will not be. */
  constructor(id: string, { dialTimeoutMs, closeTimeoutMs }: RelayTiming, settled: () => void) {
    this.id = id
    this.#settled = settled
    this.#graceMs = closeTimeoutMs
    const late = new Failure('timeout', 'The host did not answer in time.')
    this.#timer = setTimeout(() => this.end(late), dialTimeoutMs)
  }

  /** What the viewer says before its host is there waits, unread, in its socket. */
  await(viewer: WebSocket): void {
    this.#viewer = viewer
    viewer.pause()
  }

  join(host: WebSocket): void {
    this.#settle()
    this.#host = host
    if (this.#viewer === null) return this.end(new Failure('not-found', 'The viewer has gone.'))
    splice(this.#viewer, host)
  }

  /** Tells both sides, waiting or spliced. */
  end(failure: Failure): void {
    this.#settle()
    for (const socket of [this.#viewer, this.#host]) if (socket !== null) endSocket(socket, failure, this.#graceMs)
  }

  #settle(): void {
    clearTimeout(this.#timer)
    this.#settled()
  }
}
