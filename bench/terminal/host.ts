// The host of a benchmark: the app's own splice behind a loopback server, and the built page for Chromium.
import { createReadStream, existsSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { extname, join } from 'node:path'
import { WebSocketServer } from 'ws'
import { connectTerminals } from '#host/terminal'

const TYPES: Record<string, string> = { '.html': 'text/html', '.js': 'text/javascript', '.css': 'text/css' }

const [home = ''] = process.argv.slice(2)
const terminals = await connectTerminals({ home })
const page = join(home, 'page')

const server = createServer((request, response) => {
  const { pathname } = new URL(request.url ?? '/', 'http://127.0.0.1')
  const path = join(page, pathname === '/' ? 'index.html' : pathname)
  if (!existsSync(path)) return void response.writeHead(404).end()
  response.writeHead(200, { 'content-type': TYPES[extname(path)] ?? 'application/octet-stream' })
  createReadStream(path).pipe(response)
})
const sockets = new WebSocketServer({ server, perMessageDeflate: false })
sockets.on('connection', (socket, request) => {
  const terminalId = (request.url ?? '').split('/').at(-1) ?? ''
  terminals.attachViewer(socket, { terminalId, role: 'controller', caller: { kind: 'local' } })
})
server.listen(0, '127.0.0.1', () => console.log((server.address() as AddressInfo).port))
