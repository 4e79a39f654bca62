// A control plane of which a test answers each stream by hand, as it likes.
import { once } from 'node:events'
import { createServer, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { expect, vi } from 'vitest'
import type { Target } from './call.ts'

export type StreamsByHand = AsyncDisposable & {
  readonly target: Target
  /** What was asked for, in order. */
  readonly asked: { readonly url: string; readonly answer: ServerResponse }[]
  /** Resolves once so many were asked for. */
  count: (wanted: number) => Promise<void>
  /** Writes to one of them, as to a stream of events. */
  say: (index: number, text: string) => void
}

export async function startStreamsByHand(): Promise<StreamsByHand> {
  const asked: { url: string; answer: ServerResponse }[] = []
  const server = createServer(({ url = '' }, answer) => void asked.push({ url, answer }))
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  return {
    target: { url, credential: () => 'a'.repeat(32) },
    asked,
    count: (wanted) => vi.waitFor(() => expect(asked).toHaveLength(wanted), 5_000),
    say(index, text) {
      const answer = asked[index]?.answer
      if (answer?.headersSent === false) answer.writeHead(200, { 'content-type': 'text/event-stream' })
      answer?.write(text)
    },
    async [Symbol.asyncDispose]() {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

export const eventOf = (data: object) => `data: ${JSON.stringify(data)}\n\n`
