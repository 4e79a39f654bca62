// The socket under the control plane: bound before the rest is built, because addresses handed out contain its port.
import { createServer, type IncomingMessage, type Server, type ServerResponse, STATUS_CODES } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Duplex } from 'node:stream'
import { getRequestListener } from '@hono/node-server'
import { Failure, type FailureBody, httpStatusOf } from '#contract/failure'
import { CLIENT_ADDRESS_HEADER } from '../identity/index.ts'
import { clientAddress } from './client-address.ts'
import { retryAfter } from './retry-after.ts'
import { securityHeaders } from './security-headers.ts'

type Answer = (request: IncomingMessage, response: ServerResponse) => Promise<void>
type Fetch = (request: Request) => Response | Promise<Response>
/** Takes the upgrade if its path is its own. */
export type UpgradeHandler = (request: IncomingMessage, socket: Duplex, head: Buffer) => boolean

export type Listener = AsyncDisposable & {
  readonly url: string
  answer: (fetch: Fetch, upgrade: UpgradeHandler) => void
}

export type ListenOptions = {
  /** Another port rather than a failure. */
  anyPortIfTaken?: boolean
  /** Proxies in front of it whose `x-forwarded-for` is believed. */
  trustedProxies?: number
  /** Whether people reach it by HTTPS. */
  https?: boolean
  headersTimeoutMs?: number
  requestTimeoutMs?: number
}

/** A client that sends its headers slower than this is not one of ours. Milliseconds. */
const HEADERS_TIMEOUT_MS = 20_000
/** A whole request, its body included: the gateway takes 32 MiB, which a slow line sends in about this. Milliseconds. */
const REQUEST_TIMEOUT_MS = 5 * 60_000

/** Binds to loopback; `port` 0 takes a free one. Rejects with `port-taken`, unless any other will do. */
export async function listen(port: number, options: ListenOptions = {}): Promise<Listener> {
  const { trustedProxies = 0, https = false } = options
  const { headersTimeoutMs: headersTimeout = HEADERS_TIMEOUT_MS, requestTimeoutMs = REQUEST_TIMEOUT_MS } = options
  let answer: Answer = async (_request, response) => void response.writeHead(503, { 'retry-after': '1' }).end()
  let upgrade: UpgradeHandler = () => false
  const timeouts = { headersTimeout, requestTimeout: requestTimeoutMs, connectionsCheckingInterval: headersTimeout / 2 }
  const headers = securityHeaders(https)
  const server = createServer(timeouts, (request, response) => {
    nameClient(request, trustedProxies)
    for (const [name, value] of Object.entries(headers)) response.setHeader(name, value)
    void answer(request, response)
  })
  server.on('upgrade', (request, socket, head) => {
    // A peer that resets is met while the handler still looks at its credential.
    socket.on('error', () => socket.destroy())
    nameClient(request, trustedProxies)
    if (!upgrade(request, socket, head))
      refuseUpgrade(socket, new Failure('not-found', 'There is nothing at this address.'))
  })
  await bind(server, port).catch((error) => (options.anyPortIfTaken ? bind(server, 0) : Promise.reject(error)))
  const { port: bound } = server.address() as AddressInfo
  return {
    url: `http://127.0.0.1:${bound}`,
    answer(fetch, handler) {
      answer = getRequestListener(fetch)
      upgrade = handler
    },
    [Symbol.asyncDispose]: () => close(server),
  }
}

/** Answers an upgrade as HTTP, before any 101, so that the client can read why. */
export function refuseUpgrade(socket: Duplex, failure: Failure): void {
  const body: FailureBody = failure.toBody()
  const text = JSON.stringify(body)
  const status = httpStatusOf(failure.code)
  const headers = {
    ...securityHeaders(false),
    ...retryAfter(failure),
    'content-type': 'application/json',
    'content-length': Buffer.byteLength(text),
    connection: 'close',
  }
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}`)
  socket.end(`HTTP/1.1 ${status} ${STATUS_CODES[status] ?? ''}\r\n${lines.join('\r\n')}\r\n\r\n${text}`)
}

/** What a client claims of itself under this name is replaced by what is known of it. */
function nameClient(request: IncomingMessage, trustedProxies: number): void {
  const forwardedFor = request.headersDistinct['x-forwarded-for']?.join(',')
  const address = clientAddress(request.socket.remoteAddress, forwardedFor, trustedProxies)
  request.headers[CLIENT_ADDRESS_HEADER] = address
  for (let i = request.rawHeaders.length - 2; i >= 0; i -= 2) {
    if (request.rawHeaders[i]?.toLowerCase() === CLIENT_ADDRESS_HEADER) request.rawHeaders.splice(i, 2)
  }
  request.rawHeaders.push(CLIENT_ADDRESS_HEADER, address)
}

function bind(server: Server, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', (cause: NodeJS.ErrnoException) => {
      const taken = cause.code === 'EADDRINUSE'
      const message = taken ? `Port ${port} is taken by another program. Choose another with --port.` : cause.message
      reject(new Failure(taken ? 'port-taken' : 'unavailable', message, { cause }))
    })
    server.listen(port, '127.0.0.1', resolve)
  })
}

function close(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve())
    server.closeAllConnections()
  })
}
