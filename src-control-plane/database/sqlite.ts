// SQLite: one writer, and a connection of its own for reads on the request path.
import BetterSqlite from 'better-sqlite3'
import { Kysely, SqliteAdapter, SqliteDialect, type SqliteDialectConfig } from 'kysely'
import { Failure } from '#contract/failure'
import { createChangeHub } from './changes.ts'
import type { Connected } from './connected.ts'
import { keepStatements } from './kept-statements.ts'
import { type SqliteChanges, TellingSqliteDriver, watchSqlite } from './sqlite-changes.ts'
import type { Tables } from './tables.ts'

/** Milliseconds that SQLite waits for another process's lock before it fails. */
const SQLITE_BUSY_TIMEOUT_MS = 5_000

/** SQLite can roll DDL back; Kysely only leaves it off because of pragmas, which our migrations do not set. */
class TransactionalSqliteAdapter extends SqliteAdapter {
  override get supportsTransactionalDdl() {
    return true
  }
}

class WriterDialect extends SqliteDialect {
  readonly #config: SqliteDialectConfig
  readonly #onReleased: () => void

  constructor(config: SqliteDialectConfig, onReleased: () => void) {
    super(config)
    this.#config = config
    this.#onReleased = onReleased
  }

  override createAdapter() {
    return new TransactionalSqliteAdapter()
  }

  override createDriver() {
    return new TellingSqliteDriver(this.#config, this.#onReleased)
  }
}

export function connectSqlite(path: string): Connected {
  const writer = openSqliteFile(path)
  const reader = openSqliteFile(path)
  reader.pragma('query_only = ON')
  let changes: SqliteChanges | null = null
  const db = new Kysely<Tables>({
    dialect: new WriterDialect({ database: keepStatements(writer) }, () => changes?.flush()),
  })
  const read = new Kysely<Tables>({ dialect: new SqliteDialect({ database: keepStatements(reader) }) })
  return {
    dialect: 'sqlite',
    db,
    read,
    async watch() {
      const hub = createChangeHub()
      changes = watchSqlite(writer, hub)
      return hub
    },
    async [Symbol.asyncDispose]() {
      changes?.[Symbol.dispose]()
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
