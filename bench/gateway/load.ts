// Requests by connections that are kept open, one after another on each. By hand on plain sockets, so that the client is never what is
// waited for.
import { once } from 'node:events'
import { connect, type Socket } from 'node:net'
import { REQUEST_BODIES, type Shape } from './answers.ts'
import type { Target } from './targets.ts'

export type Load = {
  /** Of each request, from its first byte sent to its last one answered. Sorted, milliseconds. */
  readonly latencies: readonly number[]
  readonly requestsPerSecond: number
}

export async function load(target: Target, shape: Shape, connections: number, count: number): Promise<Load> {
  const { hostname, port } = new URL(target.url)
  const sockets = Array.from({ length: connections }, () => connect(Number(port), hostname).setNoDelay())
  await Promise.all(sockets.map((socket) => once(socket, 'connect')))
  const request = requestOf(target, shape)
  const latencies: number[] = []
  let left = count
  const take = () => left-- > 0
  const begun = performance.now()
  await Promise.all(sockets.map((socket) => keepAsking(socket, request, take, END_OF[shape], latencies)))
  const seconds = (performance.now() - begun) / 1_000
  for (const socket of sockets) socket.destroy()
  return { latencies: latencies.toSorted((a, b) => a - b), requestsPerSecond: count / seconds }
}

/** `share` of 1: 0.5 is the median. */
export function percentile({ latencies }: Load, share: number): number {
  return latencies[Math.min(latencies.length - 1, Math.ceil(latencies.length * share) - 1)] ?? Number.NaN
}

function requestOf({ url, path, headers }: Target, shape: Shape): Buffer {
  const body = REQUEST_BODIES[shape]
  const all = { host: new URL(url).host, 'content-type': 'application/json', ...headers, 'content-length': body.length }
  const lines = Object.entries(all).map(([name, value]) => `${name}: ${value}\r\n`)
  return Buffer.from(`POST ${path} HTTP/1.1\r\n${lines.join('')}\r\n${body}`)
}

/** What the answer's last bytes must hold for it to be whole. */
const END_OF: Record<Shape, string> = { json: '"usage":', sse: 'data: [DONE]\n\n' }
/** Enough for that and for what ends the body after it. */
const TAIL = 160

/** Resolves when there is nothing more to ask; rejects at the first answer that is not 200 or not whole. */
function keepAsking(
  socket: Socket,
  request: Buffer,
  take: () => boolean,
  end: string,
  latencies: number[],
): Promise<void> {
  const { promise, resolve, reject } = Promise.withResolvers<void>()
  let sent = 0
  let answer = newAnswer()
  const ask = () => {
    if (!take()) return resolve()
    sent = performance.now()
    socket.write(request)
  }
  socket.setEncoding('latin1')
  socket.on('error', reject)
  socket.on('close', () => reject(new Error('The server closed a connection.')))
  socket.on('data', (piece: string) => {
    answer = addTo(answer, piece)
    if (!isWhole(answer)) return
    latencies.push(performance.now() - sent)
    if (!answer.head.startsWith('HTTP/1.1 200 ')) return reject(new Error(`The server answered: ${answer.head}`))
    if (!answer.tail.includes(end)) return reject(new Error(`The answer is not whole: ${answer.tail}`))
    answer = newAnswer()
    ask()
  })
  ask()
  return promise
}

type Answer = { readonly head: string; readonly bodyLength: number; readonly expected: number; readonly tail: string }

const newAnswer = (): Answer => ({ head: '', bodyLength: 0, expected: Number.NaN, tail: '' })
const HEAD_END = '\r\n\r\n'

function addTo({ head, bodyLength, expected, tail }: Answer, piece: string): Answer {
  const ended = head.endsWith(HEAD_END)
  if (ended) return { head, expected, bodyLength: bodyLength + piece.length, tail: (tail + piece).slice(-TAIL) }
  const text = head + piece
  const end = text.indexOf(HEAD_END)
  if (end === -1) return { head: text, bodyLength, expected, tail }
  const body = text.slice(end + HEAD_END.length)
  const length = /\r\ncontent-length: (\d+)/i.exec(text.slice(0, end))?.[1]
  return {
    head: text.slice(0, end) + HEAD_END,
    bodyLength: body.length,
    expected: Number(length),
    tail: body.slice(-TAIL),
  }
}

/** Without a length the body comes in chunks, of which the last is empty (RFC 9112, 7.1). */
function isWhole({ head, bodyLength, expected, tail }: Answer): boolean {
  if (!head.endsWith(HEAD_END)) return false
  return Number.isNaN(expected) ? tail.endsWith('\r\n0\r\n\r\n') : bodyLength >= expected
}
