// Requests by 32 connections that are kept open, one after another on each, and what they cost the server. By hand on plain sockets, so
// that the client is never what is waited for: a server that waits for work spends CPU on falling asleep and waking up.
import { once } from 'node:events'
import { connect, type Socket } from 'node:net'
import type { Server } from './server.ts'

const CONNECTIONS = 32

/** CPU of the server's process for one of `count` requests, in microseconds. Keys take turns. */
export async function cpuPerRequest(server: Server, keys: readonly string[], count: number): Promise<number> {
  const { hostname, port } = new URL(server.ready.url)
  const sockets = Array.from({ length: CONNECTIONS }, () => connect(Number(port), hostname).setNoDelay())
  await Promise.all(sockets.map((socket) => once(socket, 'connect')))
  const requests = keys.map((key) => `GET /v1/me HTTP/1.1\r\nhost: ${hostname}:${port}\r\nx-api-key: ${key}\r\n\r\n`)
  let next = 0
  const take = () => (next < count ? requests[next++ % requests.length] : undefined)
  const before = await server.cpu()
  await Promise.all(sockets.map((socket) => keepAsking(socket, take)))
  const used = (await server.cpu()) - before
  for (const socket of sockets) socket.destroy()
  return used / count
}

/** Resolves when there is nothing more to ask; rejects at the first answer that is not 200. */
function keepAsking(socket: Socket, take: () => string | undefined): Promise<void> {
  const { promise, resolve, reject } = Promise.withResolvers<void>()
  const ask = () => {
    const request = take()
    if (request === undefined) resolve()
    else socket.write(request)
  }
  let answer = ''
  socket.setEncoding('latin1')
  socket.on('error', reject)
  socket.on('close', () => reject(new Error('The server closed a connection.')))
  socket.on('data', (piece: string) => {
    answer += piece
    if (!isWhole(answer)) return
    if (!answer.startsWith('HTTP/1.1 200 ')) return reject(new Error(`The server answered: ${answer}`))
    answer = ''
    ask()
  })
  ask()
  return promise
}

function isWhole(answer: string): boolean {
  const head = answer.indexOf('\r\n\r\n')
  if (head === -1) return false
  const length = Number(/\r\ncontent-length: (\d+)/i.exec(answer)?.[1] ?? Number.NaN)
  return answer.length >= head + '\r\n\r\n'.length + length
}
