// A window's end of a terminal for tests: a real WebSocket through the host's own splice.
import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import WebSocket, { WebSocketServer } from 'ws'
import { decodeServerFrame, encodeViewerFrame, type ServerFrame, type ViewerFrame } from '#contract/terminal'
import { until } from '../terminal-server/testing.ts'
import type { AttachRequest, TerminalConnection } from './terminals.ts'

export type TestWindow = AsyncDisposable & {
  /** Opens a socket that the host attaches as it is told. */
  attach: (request: AttachRequest) => Promise<TestSocket>
}

export type TestSocket = {
  frames: ServerFrame[]
  output: () => Buffer
  send: (frame: ViewerFrame) => void
  sendRaw: (message: Uint8Array | string) => void
  type: (text: string) => void
  waitFor: (text: string) => Promise<void>
  closed: Promise<{ code: number; reason: string }>
  leave: () => void
}

/** Stands for the loopback server of the app. */
export async function openWindowForTest(terminals: TerminalConnection): Promise<TestWindow> {
  const server = new WebSocketServer({ port: 0, host: '127.0.0.1', maxPayload: 4_194_304 })
  await once(server, 'listening')
  const requests: AttachRequest[] = []
  server.on('connection', (socket) => {
    const request = requests.shift()
    if (request) terminals.attachViewer(socket, request)
  })
  const { port } = server.address() as AddressInfo
  return {
    attach: async (request) => {
      requests.push(request)
      const socket = new WebSocket(`ws://127.0.0.1:${port}`)
      const test = follow(socket)
      await once(socket, 'open')
      return test
    },
    [Symbol.asyncDispose]: async () => {
      for (const client of server.clients) client.terminate()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

function follow(socket: WebSocket): TestSocket {
  const frames: ServerFrame[] = []
  const output: Uint8Array[] = []
  socket.binaryType = 'arraybuffer'
  const send = (frame: ViewerFrame) => socket.send(encodeViewerFrame(frame))
  socket.on('message', (data: ArrayBuffer) => {
    const result = decodeServerFrame(new Uint8Array(data))
    if (result.outcome === 'refused') throw new Error(result.reason)
    const { frame } = result
    frames.push(frame)
    if (frame.type !== 'output') {
      if (frame.type === 'snapshot' && frame.last) send({ type: 'ack', offset: frame.offset })
      return
    }
    output.push(frame.bytes)
    send({ type: 'ack', offset: frame.offset + frame.bytes.byteLength })
  })
  const bytes = () => Buffer.concat(output)
  return {
    frames,
    output: bytes,
    send,
    sendRaw: (message) => socket.send(message),
    type: (text) => send({ type: 'input', bytes: Buffer.from(text) }),
    waitFor: async (text) => void (await until(() => bytes().includes(text), `${JSON.stringify(text)} in the output`)),
    closed: new Promise((resolve) =>
      socket.once('close', (code, reason) => resolve({ code, reason: reason.toString() })),
    ),
    leave: () => socket.terminate(),
  }
}
