// What is joined, without a gateway around it: a client, a provider's side, and a turn that waits.
import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { expect, it, vi } from 'vitest'
import { WebSocket, WebSocketServer } from 'ws'
import { Failure } from '#contract/failure'
import type { OpenEntry } from '../ledger/index.ts'
import { converse } from './converse.ts'

/** Both ends of one WebSocket. */
async function pair() {
  const server = new WebSocketServer({ port: 0, host: '127.0.0.1' })
  await once(server, 'listening')
  const far = new WebSocket(`ws://127.0.0.1:${(server.address() as AddressInfo).port}`)
  const [[near]] = await Promise.all([once(server, 'connection') as Promise<[WebSocket]>, once(far, 'open')])
  return {
    far,
    near,
    [Symbol.asyncDispose]: async () => {
      far.terminate()
      near.terminate()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

it('[G6] reads no more of a client than the turn that is held against its limits, and then all of it in order', async () => {
  await using client = await pair()
  await using provider = await pair()
  const heard: string[] = []
  provider.far.on('message', (message) => heard.push(String(message)))
  const waiting = Promise.withResolvers<void>()
  const admit = vi.fn(() => waiting.promise)
  const entry: OpenEntry = {
    id: 'req_1',
    note: () => {},
    noteFirstByte: () => {},
    admit: async () => {},
    close: async () => {},
  }
  converse({
    client: client.near,
    upstream: provider.near,
    permission: { signal: new AbortController().signal, over: () => {} },
    openEntry: () => entry,
    admit,
    asFailure: () => new Failure('internal', 'It failed.'),
  })
  const ask = (n: number) => JSON.stringify({ type: 'response.create', model: 'm', n, input: 'x'.repeat(1_000_000) })
  client.far.send(ask(1))
  await vi.waitFor(() => expect(admit).toHaveBeenCalledTimes(1))
  expect(client.near.isPaused).toBe(true)
  for (const n of [2, 3]) client.far.send(ask(n))
  client.far.send('{"type":"response.cancel"}')
  waiting.resolve()
  await vi.waitFor(() => expect(heard).toHaveLength(4), 10_000)
  expect(heard).toEqual([ask(1), ask(2), ask(3), '{"type":"response.cancel"}'])
  expect(admit).toHaveBeenCalledTimes(3)
  await vi.waitFor(() => expect(client.near.isPaused).toBe(false))
})
