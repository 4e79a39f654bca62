import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { type AddressInfo, connect } from 'node:net'
import { expect, it } from 'vitest'
import { type WebSocket, WebSocketServer } from 'ws'
import { endSocket } from './end-socket.ts'

it('[R9] cuts off whoever does not answer the close, which alone would take half a minute', async () => {
  const server = new WebSocketServer({ port: 0, host: '127.0.0.1' })
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  // By hand: a client that hears nothing and answers nothing.
  const client = connect(port, '127.0.0.1')
  const key = randomBytes(16).toString('base64')
  client.write(
    `GET / HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: ${key}\r\n\r\n`,
  )
  const [socket] = (await once(server, 'connection')) as [WebSocket]
  const closed = once(socket, 'close')
  const begun = performance.now()
  endSocket(socket, { code: 'revoked', message: 'The API key was deleted.' }, 100)
  await closed
  expect(performance.now() - begun).toBeLessThan(5_000)
  client.destroy()
  server.close()
})
