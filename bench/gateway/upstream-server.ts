// The scripted upstream of the benchmark: answers at once, keeps nothing, and writes each event by itself, as a provider does.
import { createServer, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { EVENT_ANSWER, WHOLE_ANSWER } from './answers.ts'
import { serve } from './protocol.ts'

const events = EVENT_ANSWER.map((text) => Buffer.from(text))
const whole = Buffer.from(WHOLE_ANSWER)

const server = createServer((request, response) => {
  let streamed = false
  request.on('data', (piece: Buffer) => {
    streamed ||= piece.includes('"stream":true')
  })
  request.on('end', () => (streamed ? stream(response) : answer(response)))
})
server.keepAliveTimeout = 60_000
server.listen(0, '127.0.0.1', () => {
  const { port } = server.address() as AddressInfo
  serve({ url: `http://127.0.0.1:${port}`, key: null })
})

function answer(response: ServerResponse): void {
  response.writeHead(200, { 'content-type': 'application/json', 'content-length': whole.length }).end(whole)
}

function stream(response: ServerResponse): void {
  response.writeHead(200, { 'content-type': 'text/event-stream' })
  let next = 0
  const write = () => {
    const event = events[next++]
    if (event === undefined) response.end()
    else if (!response.destroyed) {
      response.write(event)
      setImmediate(write)
    }
  }
  write()
}
