// Requests by 32 connections that are kept open, one after another on each, and what they cost the server.
import { Pool } from 'undici'
import type { Server } from './server.ts'

const CONNECTIONS = 32

/** CPU of the server's process for one of `count` requests, in microseconds. Keys take turns. */
export async function cpuPerRequest(server: Server, keys: readonly string[], count: number): Promise<number> {
  const pool = new Pool(server.ready.url, { connections: CONNECTIONS, pipelining: 1 })
  let next = 0
  const work = async () => {
    while (next < count) {
      const key = keys[next++ % keys.length] ?? ''
      const { statusCode, body } = await pool.request({ method: 'GET', path: '/v1/me', headers: { 'x-api-key': key } })
      await body.dump()
      if (statusCode !== 200) throw new Error(`${server.ready.url} answered ${statusCode}.`)
    }
  }
  const before = await server.cpu()
  await Promise.all(Array.from({ length: CONNECTIONS }, work))
  const used = (await server.cpu()) - before
  await pool.close()
  return used / count
}
