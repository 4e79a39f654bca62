// Statements that SQLite has prepared, kept for when they are asked again: half of what a small query costs. For a connection that reads
// whole results; one statement cannot be stepped through twice at once.
import type BetterSqlite from 'better-sqlite3'
import type { SqliteDatabase } from 'kysely'
import { LRUCache } from 'lru-cache'

/** Different texts of queries; lists of ids make many. */
const MAX_STATEMENTS = 200

export function keepStatements(file: BetterSqlite.Database): SqliteDatabase {
  const kept = new LRUCache<string, BetterSqlite.Statement<unknown[]>>({ max: MAX_STATEMENTS })
  return {
    close: () => void file.close(),
    prepare(text) {
      const statement = kept.get(text) ?? file.prepare<unknown[]>(text)
      kept.set(text, statement)
      return statement
    },
  }
}
