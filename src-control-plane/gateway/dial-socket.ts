// Opens a WebSocket at a provider. What it says instead of opening one is an answer like any other.
import type { IncomingMessage } from 'node:http'
import { buffer } from 'node:stream/consumers'
import { WebSocket } from 'ws'
import { Failure } from '#contract/failure'
import { UPSTREAM_BOUNDS, type UpstreamResponse } from '../upstream/index.ts'
import { MAX_BODY_BYTES } from './request-body.ts'

export type Dialled = {
  readonly answer: UpstreamResponse
  /** Paused until somebody listens; null when the provider refused. */
  readonly socket: WebSocket | null
}

const UPGRADED = 101

/** Rejects with `timeout`, `provider-failed` or, once the signal has aborted, `cancelled`. */
export function dialSocket(address: URL, headers: Record<string, string>, signal: AbortSignal): Promise<Dialled> {
  const url = new URL(address)
  url.protocol = url.protocol === 'https:' ? 'wss:' : 'ws:'
  const options = { headers, perMessageDeflate: false, maxPayload: MAX_BODY_BYTES }
  const socket = new WebSocket(url, { ...options, handshakeTimeout: UPSTREAM_BOUNDS.connectMs })
  const leave = () => socket.terminate()
  signal.addEventListener('abort', leave, { once: true })
  return new Promise<Dialled>((resolve, reject) => {
    socket.once('open', () => {
      socket.pause()
      resolve({ answer: { ...EMPTY, status: UPGRADED, headers: new Headers() }, socket })
    })
    socket.once('unexpected-response', (_request, response) => resolve({ answer: answerOf(response), socket: null }))
    // Always followed by `close`, which is where it is handled once it is open.
    socket.on('error', (cause) => reject(failureOf(cause, url, signal)))
  }).finally(() => signal.removeEventListener('abort', leave))
}

const EMPTY = {
  body: (async function* () {})(),
  bytes: async () => new Uint8Array(),
  discard: () => undefined,
}

function answerOf(response: IncomingMessage): UpstreamResponse {
  const headers = new Headers()
  for (const [name, values = []] of Object.entries(response.headersDistinct))
    for (const value of values) headers.append(name, value)
  return {
    status: response.statusCode ?? 0,
    headers,
    body: response,
    bytes: () => buffer(response),
    discard: () => void response.destroy(),
  }
}

function failureOf(cause: Error, { host }: URL, signal: AbortSignal): Failure {
  if (signal.aborted) return new Failure('cancelled', 'The request was cancelled.', { cause })
  if (cause.message.includes('timed out'))
    return new Failure('timeout', `The provider at ${host} did not answer in time.`, { cause })
  return new Failure('provider-failed', `The provider at ${host} opened no WebSocket.`, { cause })
}
