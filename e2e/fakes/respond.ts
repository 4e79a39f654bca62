// Carries out one scripted answer: the fault, if it is to come first, then the text in the format that the path asks for.
import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import type { ServerResponse } from 'node:http'
import { setTimeout as delay } from 'node:timers/promises'
import { z } from 'zod'
import { anthropicMessages } from './anthropic-messages.ts'
import { openaiChat } from './openai-chat.ts'
import { openaiEmbeddings } from './openai-embeddings.ts'
import { openaiResponses } from './openai-responses.ts'
import type { Answer, Fault, RecordedRequest } from './script.ts'
import { type Exchange, encodeEvent, type WireFormat } from './wire-format.ts'

export type Provider = {
  /** The only keys that are accepted; any other answers 401. Without them every key is. */
  readonly secret?: string | readonly string[]
  readonly models?: readonly string[]
}

const GENERATIONS: Record<string, WireFormat> = {
  '/v1/messages': anthropicMessages,
  '/v1/chat/completions': openaiChat,
  '/v1/responses': openaiResponses,
}

const GenerationRequest = z.object({
  model: z.string().catch('scripted-1'),
  stream: z.boolean().catch(false),
  stream_options: z.object({ include_usage: z.boolean() }).catch({ include_usage: false }),
})

export async function respond(
  request: RecordedRequest,
  answer: Answer,
  { secret, models = ['scripted-1'] }: Provider,
  outgoing: ServerResponse,
): Promise<void> {
  const path = request.path.split('?')[0] ?? ''
  const format = GENERATIONS[path] ?? ('anthropic-version' in request.headers ? anthropicMessages : openaiChat)
  if (!accepts(secret, request)) return sendJson(outgoing, 401, format.failure(401, 'The key is not valid.'))
  if (answer.fault !== undefined && (await isFinal(answer.fault, format, outgoing))) return
  if (path === '/v1/models') return sendJson(outgoing, 200, format.models(models))
  const [, one] = /^\/v1\/models\/(.+)$/.exec(path) ?? []
  if (one !== undefined && models.includes(one)) return sendJson(outgoing, 200, format.model(one))
  if (path === '/v1/messages/count_tokens') return sendJson(outgoing, 200, { input_tokens: answer.usage.input })
  const { model, stream, stream_options } = GenerationRequest.parse(request.json ?? {})
  if (path === '/v1/embeddings')
    return sendJson(outgoing, 200, openaiEmbeddings(request.json, model, answer.usage.input))
  if (request.method !== 'POST' || !(path in GENERATIONS))
    return sendJson(outgoing, 404, format.failure(404, `There is no ${request.method} ${path}.`))
  const exchange = exchangeOf(request.json, answer, path !== '/v1/chat/completions' || stream_options.include_usage)
  await (stream ? streamed(exchange, answer, format, outgoing) : inOnePiece(exchange, answer, format, outgoing))
}

export function exchangeOf(request: unknown, { usage, calls }: Answer, usageWanted: boolean): Exchange {
  const { model } = GenerationRequest.parse(request ?? {})
  return { model, usage, calls: calls.map((call) => ({ ...call, id: randomBytes(12).toString('hex') })), usageWanted }
}

export function accepts(secret: Provider['secret'], { headers }: Pick<RecordedRequest, 'headers'>): boolean {
  const credential = headers['x-api-key'] ?? headers.authorization?.replace(/^Bearer /, '') ?? ''
  return secret === undefined || [secret].flat().includes(credential)
}

/** Carries out a fault that comes before the answer. True if nothing more is to be said. */
async function isFinal(fault: Fault, format: WireFormat, outgoing: ServerResponse): Promise<boolean> {
  switch (fault.kind) {
    case 'delay':
      await delay(fault.beforeFirstByteMs)
      return false
    case 'die':
      return false
    case 'refuse':
      outgoing.destroy()
      return true
    case 'silent':
      return true
    case 'raw':
      for await (const piece of fault.pieces) outgoing.socket?.write(piece)
      outgoing.socket?.end()
      return true
    case 'status':
      if (fault.retryAfterSeconds !== undefined) outgoing.setHeader('retry-after', fault.retryAfterSeconds)
      sendJson(outgoing, fault.status, format.failure(fault.status, fault.message ?? `Scripted ${fault.status}.`))
      return true
    case 'html':
      outgoing.writeHead(fault.status, { 'content-type': 'text/html' })
      outgoing.end(`<html><body><h1>${fault.status}</h1></body></html>`)
      return true
    default:
      return fault satisfies never
  }
}

async function streamed(exchange: Exchange, answer: Answer, format: WireFormat, outgoing: ServerResponse) {
  const { chunks, fault } = answer
  const pieces: string[] = []
  const dies = () => fault?.kind === 'die' && pieces.length >= fault.afterChunks
  outgoing.writeHead(200, { 'content-type': 'text/event-stream; charset=utf-8', 'cache-control': 'no-cache' })
  for (const event of format.opening(exchange)) outgoing.write(encodeEvent(event))
  for await (const piece of chunks) {
    if (dies() || outgoing.closed) break
    if (!outgoing.write(encodeEvent(format.delta(exchange, piece)))) await drained(outgoing)
    pieces.push(piece)
  }
  if (fault?.kind === 'die') return cut(outgoing)
  for (const event of format.closing(exchange, pieces.join(''))) outgoing.write(encodeEvent(event))
  outgoing.end()
}

/** A provider sends no faster than it is read. */
async function drained(outgoing: ServerResponse): Promise<void> {
  const over = new AbortController()
  const { signal } = over
  await Promise.race([once(outgoing, 'drain', { signal }), once(outgoing, 'close', { signal })])
  over.abort()
}

async function inOnePiece(exchange: Exchange, { chunks, fault }: Answer, format: WireFormat, outgoing: ServerResponse) {
  const pieces: string[] = []
  for await (const piece of chunks) pieces.push(piece)
  const whole = JSON.stringify(format.whole(exchange, pieces.join('')))
  if (fault?.kind !== 'die') return sendJson(outgoing, 200, whole)
  outgoing.writeHead(200, { 'content-type': 'application/json', 'content-length': Buffer.byteLength(whole) })
  outgoing.write(whole.slice(0, whole.length / 2))
  cut(outgoing)
}

/** Ends the connection in the middle of an answer, after what was written has left. */
function cut(outgoing: ServerResponse): void {
  outgoing.socket?.destroySoon()
}

function sendJson(outgoing: ServerResponse, status: number, body: unknown): void {
  outgoing.writeHead(status, { 'content-type': 'application/json' })
  outgoing.end(typeof body === 'string' ? body : JSON.stringify(body))
}
