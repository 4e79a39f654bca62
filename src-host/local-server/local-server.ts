// The host's loopback server: the window's files, its tRPC socket, and one binary socket a terminal viewer.
import { createServer, type IncomingMessage, type Server, type ServerResponse, STATUS_CODES } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Duplex } from 'node:stream'
import { type WebSocket, WebSocketServer } from 'ws'
import { INSTANCE_PATH } from '../instance/index.ts'
import { admit, isForeignPage, isOwnAddress } from './admission.ts'
import { answerInstance } from './instance-route.ts'
import { PAGE_HEADERS, serveStatic } from './static-files.ts'
import type { Tickets } from './tickets.ts'
import type { WindowSessions } from './window-session.ts'

/** What stands behind the doors. Set once the port is known, because addresses contain it. */
export type Doors = {
  tickets: Tickets
  sessions: WindowSessions
  /** The folder of the built window. */
  window: string
  instance: Parameters<typeof answerInstance>[0]
  /** Takes an admitted WebSocket by its path; false when there is nothing there. */
  connect: (url: URL) => ((socket: WebSocket, request: IncomingMessage) => void) | null
}

export type LocalServer = AsyncDisposable & { readonly port: number; open: (doors: Doors) => void }

/** The largest message from a window: a whole paste in one frame of the terminal protocol is below it. Bytes. */
const MAX_MESSAGE_BYTES = 2 * 1024 * 1024

/** Listens on loopback at the first of these ports that is free; 0 is always. */
export async function startLocalServer(ports: readonly number[]): Promise<LocalServer> {
  let doors: Doors | null = null
  const server = createServer((request, response) => {
    if (doors === null) return void response.writeHead(503, { 'retry-after': '1' }).end()
    answer(doors, portOf(server), request, response)
  })
  const sockets = new WebSocketServer({ noServer: true, perMessageDeflate: false, maxPayload: MAX_MESSAGE_BYTES })
  server.on('upgrade', (request, socket, head) => {
    socket.on('error', () => socket.destroy())
    if (doors === null) return refuse(socket, 503, 'Mooring is starting.')
    upgrade(doors, sockets, portOf(server), request, socket, head)
  })
  await bindFirst(server, ports)
  return {
    port: portOf(server),
    open: (given) => {
      doors = given
    },
    [Symbol.asyncDispose]: () => close(server, sockets),
  }
}

const portOf = (server: Server) => (server.address() as AddressInfo).port

function answer(doors: Doors, port: number, request: IncomingMessage, response: ServerResponse): void {
  const url = urlOf(request)
  if (url === null) return text(response, 400, 'The address cannot be read.')
  if (url.pathname === INSTANCE_PATH) return void answerInstance(doors.instance, port, request, response)
  if (!isOwnAddress(request.headers, port))
    return text(response, 403, 'This address is not the one that Mooring listens on.')
  if (url.pathname === '/open') return open(doors, url, request, response)
  if (url.pathname === '/health' && !isForeignPage(request.headers)) return health(response)
  const admission = admit({
    headers: request.headers,
    port,
    upgrade: false,
    hasSession: doors.sessions.has(request.headers),
  })
  if (!admission.admitted) return text(response, admission.status, admission.reason)
  if (request.method !== 'GET' && request.method !== 'HEAD')
    return text(response, 405, 'Only reading is possible here.')
  serveStatic(doors.window, url.pathname, response)
}

/** A link followed from elsewhere (a terminal, a chat) is how the ticket arrives, so the page it comes from does not matter. */
function open(doors: Doors, url: URL, request: IncomingMessage, response: ServerResponse): void {
  if (request.method !== 'GET') return text(response, 405, 'Only reading is possible here.')
  const admitted = doors.tickets.redeem(url.searchParams.get('ticket') ?? '')
  if (!admitted && !doors.sessions.has(request.headers)) {
    return text(
      response,
      401,
      'This address was used already or is older than a minute. Start Mooring again to get a new one.',
    )
  }
  const cookie = admitted ? { 'set-cookie': doors.sessions.open() } : {}
  response.writeHead(302, { ...PAGE_HEADERS, ...cookie, location: '/', 'cache-control': 'no-store' }).end()
}

/** Says that a host is here and nothing else, so that a monitor needs no ticket. */
function health(response: ServerResponse): void {
  response.writeHead(200, { ...PAGE_HEADERS, 'content-type': 'application/json', 'cache-control': 'no-store' })
  response.end(JSON.stringify({ status: 'ok' }))
}

function upgrade(
  doors: Doors,
  sockets: WebSocketServer,
  port: number,
  request: IncomingMessage,
  socket: Duplex,
  head: Buffer,
): void {
  const url = urlOf(request)
  const admission = admit({
    headers: request.headers,
    port,
    upgrade: true,
    hasSession: doors.sessions.has(request.headers),
  })
  if (!admission.admitted) return refuse(socket, admission.status, admission.reason)
  const connect = url === null ? null : doors.connect(url)
  if (connect === null) return refuse(socket, 404, 'There is nothing at this address.')
  sockets.handleUpgrade(request, socket, head, (accepted) => connect(accepted, request))
}

/** Built from parts: a path that begins with two slashes must not become an authority. */
function urlOf(request: IncomingMessage): URL | null {
  const [path = '/', query = ''] = (request.url ?? '/').split('?', 2)
  if (!path.startsWith('/')) return null
  const url = new URL('http://127.0.0.1')
  url.pathname = path
  url.search = query
  return url
}

function text(response: ServerResponse, status: number, message: string): void {
  response.writeHead(status, {
    ...PAGE_HEADERS,
    'content-type': 'text/plain; charset=utf-8',
    'cache-control': 'no-store',
  })
  response.end(`${message}\n`)
}

function refuse(socket: Duplex, status: number, message: string): void {
  const body = `${message}\n`
  const headers = `content-type: text/plain; charset=utf-8\r\ncontent-length: ${Buffer.byteLength(body)}\r\nconnection: close`
  socket.end(`HTTP/1.1 ${status} ${STATUS_CODES[status] ?? ''}\r\n${headers}\r\n\r\n${body}`)
}

async function bindFirst(server: Server, ports: readonly number[]): Promise<void> {
  for (const port of ports) if (await bind(server, port)) return
  await bind(server, 0)
}

function bind(server: Server, port: number): Promise<boolean> {
  return new Promise((resolve, reject) => {
    const failed = (error: NodeJS.ErrnoException) => {
      const unusable = error.code === 'EADDRINUSE' || error.code === 'EACCES'
      if (unusable) resolve(false)
      else reject(error)
    }
    server.once('error', failed)
    server.listen(port, '127.0.0.1', () => {
      server.off('error', failed)
      resolve(true)
    })
  })
}

/** Windows are told that the host is going away, then let go. */
const GOING_AWAY = 1001

async function close(server: Server, sockets: WebSocketServer): Promise<void> {
  for (const socket of sockets.clients) socket.close(GOING_AWAY)
  const closed = new Promise<void>((resolve) => server.close(() => resolve()))
  server.closeAllConnections()
  for (const socket of sockets.clients) socket.terminate()
  await closed
}
