// SQLite's side of the feed of changes: temporary triggers on the one writer, told when its transaction is over, and a look at the file
// for what other processes wrote.
import type BetterSqlite from 'better-sqlite3'
import { CompiledQuery, type DatabaseConnection, type SqliteDialectConfig, SqliteDriver } from 'kysely'
import { sqliteTriggers } from './change-triggers.ts'
import { Change, type ChangeHub } from './changes.ts'

/** How soon another process's write to the file is noticed: a command of an operator, seldom. Milliseconds. */
const FILE_LOOK_MS = 250
/** A transaction that changes more rows than this is told of as "anything": a bound on memory, and quicker for all who hear it. */
const MAX_PENDING = 1_000

export type SqliteChanges = Disposable & {
  /** Tells what the writer changed since the last time. Called when no transaction is open: before that nobody may read it. */
  flush: () => void
}

/** Call after the migrations: the triggers name their tables. */
export function watchSqlite(writer: BetterSqlite.Database, hub: ChangeHub): SqliteChanges {
  let pending: (Change | 'anything')[] = []
  // Whatever happens here, the write itself must not fail by it.
  writer.function('mooring_tell', { directOnly: false }, (table, organizationId, userId, id) => {
    if (pending.length < MAX_PENDING) pending.push(parse({ table, organizationId, userId, id }))
    else pending = ['anything']
    return null
  })
  for (const trigger of sqliteTriggers('mooring_tell')) writer.exec(trigger)
  const look = lookAtFile(writer, hub)
  hub.setLive(true)
  return {
    flush() {
      if (pending.length === 0) return
      const told = pending
      pending = []
      for (const change of told) hub.announce(change)
    },
    [Symbol.dispose]: () => clearInterval(look),
  }
}

/** What cannot be read says at least that something changed. */
const parse = (row: Record<string, unknown>): Change | 'anything' => Change.safeParse(row).data ?? 'anything'

/** `data_version` changes when another connection than this one has committed; ours that read never do. */
function lookAtFile(writer: BetterSqlite.Database, hub: ChangeHub): NodeJS.Timeout {
  const statement = writer.prepare('pragma data_version').pluck()
  let seen = statement.get()
  return setInterval(() => {
    const version = readVersion(statement)
    hub.setLive(version !== null)
    if (version === null || version === seen) return
    seen = version
    hub.announce('anything')
  }, FILE_LOOK_MS).unref()
}

/** Null while the file cannot be read: then others may write unnoticed. */
function readVersion(statement: BetterSqlite.Statement): unknown {
  try {
    return statement.get()
  } catch {
    return null
  }
}

/** Flushes whenever the writer is handed back: after each single statement and after each transaction. */
export class TellingSqliteDriver extends SqliteDriver {
  readonly #onReleased: () => void

  constructor(config: SqliteDialectConfig, onReleased: () => void) {
    super(config)
    this.#onReleased = onReleased
  }

  /**
   * As a writer from the beginning: one that reads first fails, whatever it would wait, if another process has written in between.
   * https://www.sqlite.org/isolation.html
   */
  override async beginTransaction(connection: DatabaseConnection): Promise<void> {
    await connection.executeQuery(CompiledQuery.raw('begin immediate'))
  }

  override async releaseConnection(): Promise<void> {
    await super.releaseConnection()
    this.#onReleased()
  }
}
