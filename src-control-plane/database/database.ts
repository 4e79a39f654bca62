// One Kysely for better-auth and for our own tables, on SQLite or PostgreSQL, opened and migrated in one step.
import BetterSqlite from 'better-sqlite3'
import { Kysely, PostgresDialect, SqliteAdapter, SqliteDialect } from 'kysely'
import type { Pool } from 'pg'
import { Failure } from '#contract/failure'
import type { Dialect } from './dialect.ts'
import { migrate } from './migrate.ts'
import type { Tables } from './tables.ts'

export type Database = AsyncDisposable & {
  readonly dialect: Dialect
  readonly db: Kysely<Tables>
  /** For reads on the request path: on SQLite a connection of its own, so that a long transaction delays nobody. */
  readonly read: Kysely<Tables>
}

/** Milliseconds that SQLite waits for another process's lock before it fails. */
const SQLITE_BUSY_TIMEOUT_MS = 5_000
/** Connections of one replica; PostgreSQL's default limit is 100 for all of them. */
const POSTGRES_POOL_SIZE = 10
/** A database that cannot be reached must become a 503 while the caller still waits. */
const POSTGRES_CONNECT_TIMEOUT_MS = 5_000

/** `url` is `file:<path>` or `postgres://…`. Rejects with `database-too-new` or `unavailable`, the data untouched. */
export async function openDatabase(url: string): Promise<Database> {
  const database = url.startsWith('file:') ? openSqlite(url.slice('file:'.length)) : await openPostgres(url)
  try {
    await migrate(database.db, database.dialect)
    return database
  } catch (error) {
    await database[Symbol.asyncDispose]()
    throw error
  }
}

/** SQLite can roll DDL back; Kysely only leaves it off because of pragmas, which our migrations do not set. */
class TransactionalSqliteAdapter extends SqliteAdapter {
  override get supportsTransactionalDdl() {
    return true
  }
}

class TransactionalSqliteDialect extends SqliteDialect {
  override createAdapter() {
    return new TransactionalSqliteAdapter()
  }
}

function openSqlite(path: string): Database {
  const writer = openSqliteFile(path)
  const reader = openSqliteFile(path)
  reader.pragma('query_only = ON')
  const db = new Kysely<Tables>({ dialect: new TransactionalSqliteDialect({ database: writer }) })
  const read = new Kysely<Tables>({ dialect: new SqliteDialect({ database: reader }) })
  return {
    dialect: 'sqlite',
    db,
    read,
    async [Symbol.asyncDispose]() {
      await read.destroy()
      await db.destroy()
    },
  }
}

function openSqliteFile(path: string): BetterSqlite.Database {
  try {
    const file = new BetterSqlite(path)
    file.pragma('journal_mode = WAL')
    file.pragma('synchronous = NORMAL')
    file.pragma('foreign_keys = ON')
    file.pragma(`busy_timeout = ${SQLITE_BUSY_TIMEOUT_MS}`)
    return file
  } catch (cause) {
    throw new Failure('unavailable', `The database ${path} cannot be opened: ${(cause as Error).message}.`, { cause })
  }
}

async function openPostgres(url: string): Promise<Database> {
  // Loaded here because most instances never need it.
  const { default: pg } = await import('pg')
  // int8 arrives as text; ours are times in milliseconds and counts, far below 2^53.
  pg.types.setTypeParser(pg.types.builtins.INT8, Number)
  const pool = new pg.Pool({
    connectionString: url,
    max: POSTGRES_POOL_SIZE,
    connectionTimeoutMillis: POSTGRES_CONNECT_TIMEOUT_MS,
  })
  await reach(pool, url)
  // An idle connection that dies is replaced by the pool; without a listener it would end the process.
  pool.on('error', () => undefined)
  const db = new Kysely<Tables>({ dialect: new PostgresDialect({ pool }) })
  return {
    dialect: 'postgres',
    db,
    read: db,
    async [Symbol.asyncDispose]() {
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
