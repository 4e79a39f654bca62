// Answers a dial: judges the ticket, opens the second connection, and hands it to whoever attaches viewers. Keeps what it has opened,
// so that all of it can be ended together.
import type { WebSocket } from 'ws'
import { Failure, isFailure } from '#contract/failure'
import { type Closing, keepAlive, RELAY_DIAL_PATH } from '#contract/relay'
import type { Target } from '../control-plane-client/index.ts'
import type { AttachRequest } from '../terminal/index.ts'
import { connectRelay } from './connect.ts'
import type { DialMessage, Say } from './control-channel.ts'
import type { TicketVerifier } from './ticket-verifier.ts'
import type { LinkTiming } from './timing.ts'

type DialBackOptions = {
  controlPlane: Target
  verify: TicketVerifier
  /** Takes the open socket over. */
  attachViewer: (socket: WebSocket, request: AttachRequest) => void
  timing: LinkTiming
}

export type DialBacks = {
  answer: (message: DialMessage, say: Say) => void
  /** Ends every attachment with this close code; resolves when they are gone, within a bound. */
  closeAll: (closing: Closing) => Promise<void>
}

/** Dials being answered at once; the control plane asks for no more. */
const MAX_DIALS = 32

export function createDialBacks(options: DialBackOptions): DialBacks {
  const { timing } = options
  const sockets = new Set<WebSocket>()
  let dialling = 0
  let stop = new AbortController()

  const answer = async ({ ticket }: DialMessage) => {
    if (dialling >= MAX_DIALS) throw new Failure('too-many-requests', 'Too many viewers arrive at this host at once.')
    dialling++
    try {
      const { socket, request } = await dialBack(options, ticket, stop.signal)
      sockets.add(socket)
      socket.once('close', () => sockets.delete(socket))
      keepAlive(socket, timing.pingIntervalMs)
      socket.resume()
      options.attachViewer(socket, request)
    } finally {
      dialling--
    }
  }
  return {
    answer(message, say) {
      answer(message).catch((error: unknown) => {
        const failure = isFailure(error) ? error : new Failure('internal', 'The host could not answer.')
        say({ type: 'dial-refused', dialId: message.dialId, failure: failure.toBody() })
      })
    },
    async closeAll({ code, reason }) {
      stop.abort()
      stop = new AbortController()
      await Promise.all([...sockets].map((socket) => closed(socket, { code, reason }, timing.closeTimeoutMs)))
    },
  }
}

async function dialBack({ controlPlane, verify, timing }: DialBackOptions, ticket: string, signal: AbortSignal) {
  const verdict = await verify(ticket)
  if (verdict.outcome === 'refused') throw verdict.failure
  const { caller, terminalId, role } = verdict.grant
  const timeoutMs = timing.connectTimeoutMs
  const socket = await connectRelay(controlPlane, RELAY_DIAL_PATH, { query: { ticket }, timeoutMs, signal })
  const request: AttachRequest = { terminalId, role, caller: { kind: 'remote', ...caller } }
  return { socket, request }
}

function closed(socket: WebSocket, { code, reason }: Closing, timeoutMs: number): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>()
  const timer = setTimeout(() => socket.terminate(), timeoutMs)
  socket.once('close', () => {
    clearTimeout(timer)
    resolve()
  })
  socket.close(code, reason)
  socket.resume()
  return promise
}
