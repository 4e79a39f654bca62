// A network between us and PostgreSQL that a test can cut, or let fall silent.
import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { connect, createServer, type Socket } from 'node:net'

export type TestNetwork = AsyncDisposable & {
  /** The database's URL, through this network. */
  readonly url: string
  /** Ends every connection, and refuses new ones until it is mended. */
  cut: () => void
  /** Nothing arrives any more, in either direction, and nobody is told. */
  hush: () => void
  mend: () => void
}

export async function openNetwork(databaseUrl: string): Promise<TestNetwork> {
  const { hostname, port } = new URL(databaseUrl)
  const sockets = new Set<Socket>()
  let state: 'up' | 'cut' | 'hushed' = 'up'
  const server = createServer((near) => {
    if (state === 'cut') return near.destroy()
    const far = connect(Number(port || 5432), hostname)
    for (const [from, to] of [
      [near, far],
      [far, near],
    ] as const) {
      sockets.add(from)
      from.on('data', (bytes) => state === 'up' && to.write(bytes))
      from.on('error', () => undefined)
      from.on('close', () => {
        sockets.delete(from)
        if (state !== 'hushed') to.destroy()
      })
    }
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const url = new URL(databaseUrl)
  url.hostname = '127.0.0.1'
  url.port = String((server.address() as AddressInfo).port)
  const endAll = () => {
    for (const socket of sockets) socket.destroy()
  }
  return {
    url: url.href,
    cut() {
      state = 'cut'
      endAll()
    },
    hush() {
      state = 'hushed'
    },
    mend() {
      // What was swallowed is lost: those connections are of no use to anybody.
      if (state === 'hushed') endAll()
      state = 'up'
    },
    async [Symbol.asyncDispose]() {
      endAll()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}
