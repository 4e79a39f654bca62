// Opens a WebSocket to one of the relay's doors, within a bound. A refusal is read as the failure that the control plane sent.
import type { IncomingMessage } from 'node:http'
import { WebSocket } from 'ws'
import { Failure, FailureBody } from '#contract/failure'
import { credentialHeaders, ORGANIZATION_HEADER } from '#contract/identity'
import { MAX_FRAME_BYTES } from '#contract/terminal'
import type { Target } from '../control-plane-client/index.ts'

/** Bytes of a refusal; a failure is far smaller, and what is larger is not ours. */
const MAX_REFUSAL_BYTES = 65_536

type Options = {
  query?: Record<string, string>
  headers?: Record<string, string>
  timeoutMs: number
  signal?: AbortSignal
}

/** Resolves with a *paused* socket, so that nothing is missed before somebody listens. Rejects with a `Failure`. */
export async function connectRelay(target: Pick<Target, 'url'>, path: string, options: Options): Promise<WebSocket> {
  const { query = {}, headers = {}, timeoutMs, signal } = options
  // `ws` switches Nagle's algorithm off itself.
  const socket = new WebSocket(addressOf(target, path, query), {
    headers,
    maxPayload: MAX_FRAME_BYTES,
    perMessageDeflate: false,
  })
  const { promise, resolve, reject } = Promise.withResolvers<WebSocket>()
  const giveUp = () => socket.terminate()
  const limits = [AbortSignal.timeout(timeoutMs), ...(signal === undefined ? [] : [signal])]
  const limit = AbortSignal.any(limits)
  limit.addEventListener('abort', giveUp, { once: true })
  // Stays for the socket's whole life: `close` always follows, and is where an end is handled.
  socket.on('error', (cause) => reject(unreachable(target, cause)))
  socket.once('open', () => {
    socket.pause()
    resolve(socket)
  })
  socket.once('unexpected-response', (_request, response) => {
    limit.addEventListener('abort', () => response.destroy(), { once: true })
    refusalOf(response)
      .then(reject, (cause) => reject(unreachable(target, cause)))
      .finally(giveUp)
  })
  try {
    if (limit.aborted) giveUp()
    return await promise
  } finally {
    limit.removeEventListener('abort', giveUp)
  }
}

/** The headers that make the caller known. Throws `not-signed-in` without a credential. */
export function callerHeaders(target: Target, organizationId: string): Record<string, string> {
  const credential = target.credential()
  if (credential === null) throw new Failure('not-signed-in', `Nobody is signed in at ${target.url}.`)
  return { ...credentialHeaders(credential), [ORGANIZATION_HEADER]: organizationId }
}

/** Built from parts: no path of ours may ever become an authority. */
function addressOf({ url }: Pick<Target, 'url'>, path: string, query: Record<string, string>): URL {
  const address = new URL(url)
  address.protocol = address.protocol === 'https:' ? 'wss:' : 'ws:'
  address.pathname = path
  address.search = new URLSearchParams(query).toString()
  return address
}

async function refusalOf(response: IncomingMessage): Promise<Failure> {
  let text = ''
  for await (const part of response) {
    text += String(part)
    if (text.length > MAX_REFUSAL_BYTES) break
  }
  const body = FailureBody.safeParse(parseJson(text))
  if (body.success) return Failure.fromBody(body.data)
  const message = `The control plane answered ${response.statusCode}, not as a Mooring relay does.`
  return new Failure('control-plane-unreachable', message)
}

function unreachable({ url }: Pick<Target, 'url'>, cause: unknown): Failure {
  return new Failure('control-plane-unreachable', `The control plane at ${url} does not answer.`, { cause })
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
