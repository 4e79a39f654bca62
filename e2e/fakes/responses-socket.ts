// The responses API over a WebSocket: each `response.create` is answered by the same events as over HTTP, each a message of its own.
// https://developers.openai.com/api/docs/guides/websocket-mode
import type { IncomingMessage } from 'node:http'
import type { Duplex } from 'node:stream'
import { type WebSocket, WebSocketServer } from 'ws'
import { z } from 'zod'
import { openaiFailure } from './openai-common.ts'
import { openaiResponses } from './openai-responses.ts'
import { accepts, exchangeOf, type Provider } from './respond.ts'
import type { Answer, RecordedRequest } from './script.ts'
import type { WireEvent } from './wire-format.ts'

export const RESPONSES_PATH = '/v1/responses'

type Headers = RecordedRequest['headers']
type Say = (event: WireEvent) => void
type Asked = Omit<RecordedRequest, 'clientLeft'>

export type SocketOptions = Provider & {
  /** Remembers the request, and says what to do with it. */
  readonly take: (request: RecordedRequest) => Answer
}

export type ResponsesSocket = {
  readonly handleUpgrade: (incoming: IncomingMessage, socket: Duplex, head: Buffer) => void
  readonly terminate: () => void
}

export function createResponsesSocket(options: SocketOptions): ResponsesSocket {
  const server = new WebSocketServer({ noServer: true, perMessageDeflate: false })
  return {
    handleUpgrade(incoming, socket, head) {
      const headers = headersOf(incoming)
      const upgrade = { method: 'UPGRADE', path: incoming.url ?? '', headers, body: '', json: null }
      const { fault } = options.take(recorded(upgrade, socket))
      const path = incoming.url?.split('?')[0]
      if (fault?.kind === 'refuse') socket.destroy()
      else if (fault?.kind === 'silent') return
      else if (fault?.kind === 'status') refuse(socket, fault.status, fault.message, fault.retryAfterSeconds)
      else if (path !== RESPONSES_PATH) refuse(socket, 404)
      else if (!accepts(options.secret, upgrade)) refuse(socket, 401)
      else server.handleUpgrade(incoming, socket, head, (accepted) => attend(accepted, headers, options))
    },
    terminate() {
      for (const client of server.clients) client.terminate()
    },
  }
}

/** A turn that names its stream waits for those before it in that stream, another for those that name none. */
const Named = z.object({ stream_id: z.string().optional().catch(undefined) }).catch({})

function attend(socket: WebSocket, headers: Headers, options: SocketOptions): void {
  const last = new Map<string | undefined, Promise<void>>()
  socket.on('error', () => undefined)
  socket.on('message', (data) => {
    const body = data.toString()
    const request = { method: 'MESSAGE', path: RESPONSES_PATH, headers, body, json: parse(body) }
    const answer = options.take(recorded(request, socket))
    const { stream_id } = Named.parse(request.json)
    const say = ({ data }: WireEvent) => socket.send(JSON.stringify({ ...Object(data), stream_id }))
    const before = last.get(stream_id) ?? Promise.resolve()
    const turn = before.then(() => speak(socket, say, request, answer)).catch(() => socket.terminate())
    last.set(stream_id, turn)
  })
}

async function speak(
  socket: WebSocket,
  say: Say,
  { json }: Asked,
  { fault, chunks, ...answer }: Answer,
): Promise<void> {
  if (fault?.kind === 'silent') return
  if (fault?.kind === 'refuse') return socket.terminate()
  if (fault?.kind === 'status') return say(failureEvent(fault.status, fault.message))
  const exchange = exchangeOf(json, { ...answer, chunks }, true)
  for (const event of openaiResponses.opening(exchange)) say(event)
  const pieces: string[] = []
  for await (const piece of chunks) {
    if (fault?.kind === 'die' && pieces.length >= fault.afterChunks) return socket.terminate()
    if (socket.readyState !== socket.OPEN) return
    say(openaiResponses.delta(exchange, piece))
    pieces.push(piece)
  }
  for (const event of openaiResponses.closing(exchange, pieces.join(''))) say(event)
}

const failureEvent = (status: number, message = `Scripted ${status}.`): WireEvent => ({
  name: 'error',
  data: { type: 'error', status, ...openaiFailure(status, message) },
})

function refuse(socket: Duplex, status: number, message = `Scripted ${status}.`, retryAfterSeconds?: number): void {
  const text = JSON.stringify(openaiFailure(status, message))
  const advice = retryAfterSeconds === undefined ? '' : `retry-after: ${retryAfterSeconds}\r\n`
  socket.end(
    `HTTP/1.1 ${status} Scripted\r\ncontent-type: application/json\r\nconnection: close\r\n${advice}content-length: ${Buffer.byteLength(text)}\r\n\r\n${text}`,
  )
}

function recorded(request: Asked, connection: Duplex | WebSocket): RecordedRequest {
  const left = Promise.withResolvers<boolean>()
  connection.once('close', () => left.resolve(true))
  return { ...request, clientLeft: left.promise }
}

const headersOf = ({ headers }: IncomingMessage): Headers =>
  Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, String(value)]))

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}
