// The same answer by better-auth's stock API keys: a session for each key, as its documentation has it. The plugin is found in the folder
// that is named: `<folder>`.
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { getRequestListener } from '@hono/node-server'
import { type BetterAuthPlugin, betterAuth } from 'better-auth'
import { getMigrations } from 'better-auth/db/migration'
import BetterSqlite from 'better-sqlite3'
import { Hono } from 'hono'
import { z } from 'zod'
import { KEYS, serve } from './protocol.ts'
import { STOCK_PLUGIN } from './stock-plugin.ts'

type StockPlugin = { apiKey: (options: object) => BetterAuthPlugin }
type Mint = (request: { body: object }) => Promise<{ key: string }>
const Minting = z.object({ createApiKey: z.custom<Mint>((value) => typeof value === 'function') })

const entry = join(process.argv[2] ?? '', 'node_modules', STOCK_PLUGIN, 'dist', 'index.mjs')
const { apiKey } = (await import(pathToFileURL(entry).href)) as StockPlugin
const database = new BetterSqlite(':memory:')
const options = {
  baseURL: 'http://127.0.0.1',
  secret: 's'.repeat(40),
  database,
  emailAndPassword: { enabled: true },
  telemetry: { enabled: false },
  logger: { disabled: true },
  rateLimit: { enabled: false },
  plugins: [apiKey({ enableSessionForAPIKeys: true, rateLimit: { enabled: false } })],
}
await (await getMigrations(options)).runMigrations()
const auth = betterAuth(options)
const { user } = await auth.api.signUpEmail({
  body: { name: 'Ada', email: 'ada@example.com', password: 'a password of the bench' },
})
const { createApiKey } = Minting.parse({ ...auth.api })
const keys: string[] = []
for (let n = 0; n < KEYS; n++) {
  keys.push((await createApiKey({ body: { userId: user.id, name: `key ${n}` } })).key)
}

const app = new Hono().get('/v1/me', async (c) => {
  const session = await auth.api.getSession({ headers: c.req.raw.headers })
  return session === null ? c.json({}, 401) : c.json({ kind: 'key', user: session.user, session: session.session.id })
})
const server = createServer(getRequestListener(app.fetch))
server.listen(0, '127.0.0.1', () => {
  const { port } = server.address() as AddressInfo
  serve({ url: `http://127.0.0.1:${port}`, keys, freshKeys: [], session: null, organizationId: null })
})
