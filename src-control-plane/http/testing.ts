// A client of the control plane for tests: sends what a test says, right or wrong, and shows all of the answer.
import { text as textOf } from 'node:stream/consumers'
import { WebSocket } from 'ws'
import { credentialHeaders } from '#contract/identity'

export type Answer = { status: number; body: unknown; text: string; headers: Headers }
export type CallOptions = { body?: unknown; headers?: Record<string, string> }

/** A call with a credential (none: null), a JSON body and headers of its own. */
export type Call = (credential: string | null, method: string, path: string, options?: CallOptions) => Promise<Answer>

export function createCaller(url: string): Call {
  return async (credential, method, path, { body, headers = {} } = {}) => {
    const response = await fetch(new URL(path, url), {
      method,
      headers: {
        ...(credential === null ? {} : credentialHeaders(credential)),
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...headers,
      },
      body: body === undefined ? null : JSON.stringify(body),
    })
    return answered(response.status, response.headers, await response.text())
  }
}

/** Asks for a WebSocket: 101, which is closed again at once, or what is answered instead. */
export function tryUpgrade(address: URL, { origin, ...headers }: Record<string, string> = {}): Promise<Answer> {
  const target = new URL(address)
  target.protocol = 'ws:'
  const socket = new WebSocket(target, { headers, ...(origin === undefined ? {} : { origin }) })
  return new Promise((resolve, reject) => {
    socket.on('error', reject)
    socket.on('open', () => {
      socket.terminate()
      resolve(answered(101, new Headers(), ''))
    })
    socket.on('unexpected-response', (_request, response) => {
      const said = new Headers(Object.entries(response.headers).map(([name, value]) => [name, String(value)]))
      textOf(response).then((text) => resolve(answered(response.statusCode ?? 0, said, text)), reject)
    })
  })
}

function answered(status: number, headers: Headers, text: string): Answer {
  const body = headers.get('content-type')?.includes('json') ? JSON.parse(text) : null
  return { status, body, text, headers }
}
