// Two ends of a real WebSocket on loopback.
// biome-ignore lint/correctness/noNodejsModules: tests run in Node
import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { WebSocket, WebSocketServer } from 'ws'

export type Pair = AsyncDisposable & { readonly near: WebSocket; readonly far: WebSocket }

/** `near` is the server's end, `far` the peer's. */
export async function openPair(farOptions: { autoPong?: boolean } = {}): Promise<Pair> {
  const server = new WebSocketServer({ host: '127.0.0.1', port: 0 })
  await once(server, 'listening')
  const far = new WebSocket(`ws://127.0.0.1:${(server.address() as AddressInfo).port}`, farOptions)
  far.on('error', () => {})
  const [[near]] = (await Promise.all([once(server, 'connection'), once(far, 'open')])) as [[WebSocket], []]
  return {
    near,
    far,
    async [Symbol.asyncDispose]() {
      near.terminate()
      far.terminate()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}
