// PostgreSQL: a pool for everything, and one connection that listens for changes.
import { Kysely, PostgresDialect } from 'kysely'
import type { ClientConfig, Pool } from 'pg'
import { Failure } from '#contract/failure'
import { createChangeHub } from './changes.ts'
import type { Connected } from './connected.ts'
import { listenPostgres } from './postgres-changes.ts'
import type { Tables } from './tables.ts'

/** Connections of one replica; PostgreSQL's default limit is 100 for all of them. */
const POSTGRES_POOL_SIZE = 10
/** A database that cannot be reached must become a 503 while the caller still waits. */
const POSTGRES_CONNECT_TIMEOUT_MS = 5_000

export async function connectPostgres(url: string): Promise<Connected> {
  // Loaded here because most instances never need it.
  const { default: pg } = await import('pg')
  // int8 arrives as text; ours are times in milliseconds and counts, far below 2^53.
  pg.types.setTypeParser(pg.types.builtins.INT8, Number)
  const pool = new pg.Pool({
    connectionString: url,
    max: POSTGRES_POOL_SIZE,
    connectionTimeoutMillis: POSTGRES_CONNECT_TIMEOUT_MS,
  })
  // A connection that dies is replaced by the pool; without a listener it would end the process, idle or in the midst of a query.
  pool.on('error', () => undefined)
  pool.on('connect', (client) => client.on('error', () => undefined))
  await reach(pool, url)
  const db = new Kysely<Tables>({ dialect: new PostgresDialect({ pool }) })
  let listening: AsyncDisposable | null = null
  return {
    dialect: 'postgres',
    db,
    read: db,
    async watch() {
      const hub = createChangeHub()
      const create = (bounds: ClientConfig) => new pg.Client({ connectionString: url, keepAlive: true, ...bounds })
      listening = await listenPostgres(create, hub)
      return hub
    },
    async [Symbol.asyncDispose]() {
      await listening?.[Symbol.asyncDispose]()
      await db.destroy()
    },
  }
}

/** A server that is not there is said once, by its address; the password in the URL is not. */
async function reach(pool: Pool, url: string): Promise<void> {
  try {
    await pool.query('select 1')
  } catch (cause) {
    await pool.end()
    const { host, pathname } = new URL(url)
    const reason = (cause as { code?: string }).code ?? (cause as Error).message
    throw new Failure('unavailable', `The database at ${host}${pathname} cannot be used (${reason}).`, { cause })
  }
}
