// The floor: a Hono answer as large as ours, without anybody asking who calls.
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { getRequestListener } from '@hono/node-server'
import { Hono } from 'hono'
import { KEYS, serve } from './protocol.ts'

const ANSWER = {
  kind: 'member-key',
  user: { id: 'u'.repeat(32), name: 'Ada', email: 'ada@example.com' },
  keyId: `key_${'k'.repeat(22)}`,
  organizations: [{ id: `org_${'o'.repeat(22)}`, name: 'North', slug: 'north-abcdef', role: 'owner' }],
}

const app = new Hono().get('/v1/me', (c) => c.json(ANSWER))
const server = createServer(getRequestListener(app.fetch))
server.listen(0, '127.0.0.1', () => {
  const { port } = server.address() as AddressInfo
  const keys = Array.from({ length: KEYS }, (_, n) => `moor_live_${String(n).padStart(42, '0')}`)
  serve({ url: `http://127.0.0.1:${port}`, keys, freshKeys: [], session: null, organizationId: null })
})
