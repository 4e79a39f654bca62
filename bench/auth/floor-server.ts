// The floor: an answer of Hono's as large as ours, by the same listener, without anybody asking who calls.
import { Hono } from 'hono'
import { listen } from '#control-plane/http'
import { KEYS, serve } from './protocol.ts'

const ANSWER = {
  kind: 'member-key',
  user: { id: 'u'.repeat(32), name: 'Ada', email: 'ada@example.com' },
  keyId: `key_${'k'.repeat(22)}`,
  organizations: [{ id: `org_${'o'.repeat(22)}`, name: 'North', slug: 'north-abcdef', role: 'owner' }],
}

const app = new Hono().get('/v1/me', (c) => c.json(ANSWER))
const { url, answer } = await listen(0)
answer(app.fetch, () => false)
const keys = Array.from({ length: KEYS }, (_, n) => `moor_live_${String(n).padStart(42, '0')}`)
serve({ url, keys, freshKeys: [], session: null, organizationId: null })
