// How soon the provider hears that the client has left: before the first byte of an answer, and in the middle of a stream. Upstream and
// client are in this process, so that one clock measures both; the gateway is in its own.
import { once } from 'node:events'
import { createServer, type ServerResponse } from 'node:http'
import { type AddressInfo, connect } from 'node:net'
import { EVENT_ANSWER, REQUEST_BODIES } from './answers.ts'
import { startMooring, type Target } from './targets.ts'

/** Of one run, half of them before the first byte: the slowest but one is the 99th percentile. */
const LEAVINGS = 100

export async function abortLags(runs: number): Promise<number[]> {
  await using upstream = await startWaitingUpstream()
  await using mooring = await startMooring(upstream.url)
  await p99Lag(mooring.target, upstream)
  const samples: number[] = []
  for (let n = 0; n < runs; n++) samples.push(await p99Lag(mooring.target, upstream))
  return samples
}

type WaitingUpstream = AsyncDisposable & {
  readonly url: string
  /** The next request: answered with one event if it is to begin, and then with nothing. */
  next: (begins: boolean) => Promise<ServerResponse>
}

async function startWaitingUpstream(): Promise<WaitingUpstream> {
  let begins = false
  let arrived: (response: ServerResponse) => void = () => undefined
  const server = createServer((request, response) => {
    request.resume().on('end', () => {
      // What is asked when a provider is saved is answered at once.
      if (request.method !== 'POST')
        return void response.writeHead(200, { 'content-type': 'application/json' }).end('{"data":[]}')
      if (begins) response.writeHead(200, { 'content-type': 'text/event-stream' }).write(EVENT_ANSWER[0])
      arrived(response)
    })
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    next(wanted) {
      begins = wanted
      return new Promise((resolve) => {
        arrived = resolve
      })
    },
    async [Symbol.asyncDispose]() {
      const closed = once(server, 'close')
      server.close()
      server.closeAllConnections()
      await closed
    },
  }
}

async function p99Lag(target: Target, upstream: WaitingUpstream): Promise<number> {
  const lags: number[] = []
  for (let n = 0; n < LEAVINGS; n++) lags.push(await lagOf(target, upstream, n % 2 === 0))
  return lags.toSorted((a, b) => a - b)[Math.ceil(LEAVINGS * 0.99) - 1] ?? Number.NaN
}

async function lagOf({ url, path, headers }: Target, upstream: WaitingUpstream, begins: boolean): Promise<number> {
  const { hostname, port, host } = new URL(url)
  const body = REQUEST_BODIES.sse
  const all = { host, 'content-type': 'application/json', ...headers, 'content-length': body.length }
  const lines = Object.entries(all).map(([name, value]) => `${name}: ${value}\r\n`)
  const arrived = upstream.next(begins)
  const client = connect(Number(port), hostname)
  const answered = once(client, 'data')
  client.write(`POST ${path} HTTP/1.1\r\n${lines.join('')}\r\n${body}`)
  const response = await arrived
  if (begins) await answered
  answered.catch(() => undefined)
  const left = once(response, 'close')
  const begun = performance.now()
  client.destroy()
  await left
  return performance.now() - begun
}
