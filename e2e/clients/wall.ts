// A wall around a program: whatever it wants to reach beyond this machine it asks of this proxy, which lets nothing through and
// remembers what was wanted.
import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'

export type Wall = AsyncDisposable & {
  /** What was asked for, as `example.com:443` or a whole address. */
  readonly attempts: readonly string[]
  /** What makes a program ask here. */
  readonly environment: Readonly<Record<string, string>>
}

const HERE = '127.0.0.1,localhost,::1'

export async function startWall(): Promise<Wall> {
  const attempts: string[] = []
  const server = createServer((request, response) => {
    attempts.push(request.url ?? '')
    response.writeHead(403, { connection: 'close' }).end()
  })
  server.on('connect', ({ url = '' }, socket) => {
    attempts.push(url)
    socket.end('HTTP/1.1 403 Forbidden\r\n\r\n')
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const proxy = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const variables = { HTTP_PROXY: proxy, HTTPS_PROXY: proxy, ALL_PROXY: proxy, NO_PROXY: HERE }
  return {
    attempts,
    environment: { ...variables, ...lowerCased(variables) },
    async [Symbol.asyncDispose]() {
      const closed = once(server, 'close')
      server.close()
      server.closeAllConnections()
      await closed
    },
  }
}

const lowerCased = (variables: Record<string, string>) =>
  Object.fromEntries(Object.entries(variables).map(([name, value]) => [name.toLowerCase(), value]))
