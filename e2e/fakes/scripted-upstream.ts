// The one fake of the project: a model provider on loopback that says what a test tells it to, in the three wire formats,
// and remembers every request it got. Everything between the person and it is real.
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { type Provider, respond } from './respond.ts'
import { createResponsesSocket } from './responses-socket.ts'
import { type Answer, DEFAULT_ANSWER, type RecordedRequest, type Script } from './script.ts'

export type ScriptedUpstream = AsyncDisposable & {
  /** What an Anthropic client is given as its base URL. */
  readonly anthropicBaseUrl: string
  /** What an OpenAI client is given as its base URL; ends in `/v1`. */
  readonly openaiBaseUrl: string
  /** Every request so far, oldest first. */
  readonly requests: readonly RecordedRequest[]
  /** What to do from the next request on. */
  follow: (script: Script) => void
}

export type ScriptedUpstreamOptions = Provider & {
  readonly script?: Script
  /** 0, the default, takes a free one. */
  readonly port?: number
}

export async function startScriptedUpstream(options: ScriptedUpstreamOptions = {}): Promise<ScriptedUpstream> {
  const requests: RecordedRequest[] = []
  let script = options.script ?? {}
  const take = (request: RecordedRequest): Answer => {
    requests.push(request)
    return { ...DEFAULT_ANSWER, ...(typeof script === 'function' ? script(request) : script) }
  }
  const serve = async (incoming: IncomingMessage, outgoing: ServerResponse) => {
    const request = await record(incoming, outgoing)
    await respond(request, take(request), options, outgoing)
  }
  const server = createServer((incoming, outgoing) => {
    serve(incoming, outgoing).catch(() => outgoing.destroy())
  })
  const sockets = createResponsesSocket({ ...options, take })
  server.on('upgrade', sockets.handleUpgrade)
  const { promise: listening, resolve, reject } = Promise.withResolvers<void>()
  server.once('error', reject).listen(options.port ?? 0, '127.0.0.1', resolve)
  await listening
  const origin = `http://127.0.0.1:${portOf(server.address())}`
  return {
    anthropicBaseUrl: origin,
    openaiBaseUrl: `${origin}/v1`,
    requests,
    follow: (next) => {
      script = next
    },
    async [Symbol.asyncDispose]() {
      const closed = Promise.withResolvers<void>()
      server.close(() => closed.resolve())
      server.closeAllConnections()
      sockets.terminate()
      await closed.promise
    },
  }
}

function portOf(address: AddressInfo | string | null): number {
  if (address === null || typeof address === 'string') throw new Error('The scripted upstream has no port.')
  return address.port
}

async function record(incoming: IncomingMessage, outgoing: ServerResponse): Promise<RecordedRequest> {
  const left = Promise.withResolvers<boolean>()
  outgoing.once('close', () => left.resolve(!outgoing.writableFinished))
  const pieces: Uint8Array[] = []
  for await (const piece of incoming) pieces.push(piece)
  const body = Buffer.concat(pieces).toString('utf8')
  return {
    method: incoming.method ?? '',
    path: incoming.url ?? '',
    headers: Object.fromEntries(Object.entries(incoming.headers).map(([name, value]) => [name, String(value)])),
    body,
    json: parseJson(body),
    clientLeft: left.promise,
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}
