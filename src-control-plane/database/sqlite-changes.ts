// SQLite's side of the feed of changes: temporary triggers on the one writer, told when its transaction is over, and a look at the file
// for what other processes wrote.
import type BetterSqlite from 'better-sqlite3'
import { type SqliteDialectConfig, SqliteDriver } from 'kysely'
import { sqliteTriggers } from './change-triggers.ts'
import { Change, type ChangeHub } from './changes.ts'

/** How soon another process's write to the file is noticed: a command of an operator, seldom. Milliseconds. */
const FILE_LOOK_MS = 250

export type SqliteChanges = Disposable & {
  /** Tells what the writer changed since the last time. Called when no transaction is open: before that nobody may read it. */
  flush: () => void
}

/** Call after the migrations: the triggers name their tables. */
export function watchSqlite(writer: BetterSqlite.Database, hub: ChangeHub): SqliteChanges {
  let pending: Change[] = []
  writer.function('mooring_tell', { directOnly: false }, (table, organizationId, userId, id) => {
    pending.push(Change.parse({ table, organizationId, userId, id }))
    return null
  })
  for (const trigger of sqliteTriggers('mooring_tell')) writer.exec(trigger)
  const look = lookAtFile(writer, () => hub.announce('anything'))
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

/** `data_version` changes when another connection than this one has committed; ours that read never do. */
function lookAtFile(writer: BetterSqlite.Database, onWritten: () => void): NodeJS.Timeout {
  const statement = writer.prepare('pragma data_version').pluck()
  let seen = statement.get()
  return setInterval(() => {
    const version = statement.get()
    if (version === seen) return
    seen = version
    onWritten()
  }, FILE_LOOK_MS).unref()
}

/** Flushes whenever the writer is handed back: after each single statement and after each transaction. */
export class TellingSqliteDriver extends SqliteDriver {
  readonly #onReleased: () => void

  constructor(config: SqliteDialectConfig, onReleased: () => void) {
    super(config)
    this.#onReleased = onReleased
  }

  override async releaseConnection(): Promise<void> {
    await super.releaseConnection()
    this.#onReleased()
  }
}
