// One Kysely for better-auth and for our own tables, on SQLite or PostgreSQL, opened and migrated in one step.
import { existsSync } from 'node:fs'
import { Failure } from '#contract/failure'
import type { Changes } from './changes.ts'
import type { Connected } from './connected.ts'
import { migrate, requireMigrated } from './migrate.ts'
import { connectPostgres } from './postgres.ts'
import { connectSqlite } from './sqlite.ts'

export type Database = Omit<Connected, 'watch'> & {
  /** What changes in the watched tables, whoever changes it. */
  readonly changes: Changes
}

/** `url` is `file:<path>` or `postgres://…`. Rejects with `database-too-new` or `unavailable`, the data untouched. */
export async function openDatabase(url: string): Promise<Database> {
  await using stack = new AsyncDisposableStack()
  const connected = stack.use(await connect(url))
  const { dialect, db, read } = connected
  await migrate(db, dialect)
  const changes = await connected.watch()
  const open = stack.move()
  return { dialect, db, read, changes, [Symbol.asyncDispose]: () => open.disposeAsync() }
}

/**
 * For an operator's command, beside a running instance or without one: nothing is made, and nothing brought to this version. Rejects with
 * `not-found`, `unavailable` or `database-too-new`.
 */
export async function openExistingDatabase(url: string): Promise<AsyncDisposable & Pick<Database, 'dialect' | 'db'>> {
  await using stack = new AsyncDisposableStack()
  const path = pathOf(url)
  if (path !== null && !existsSync(path)) throw new Failure('not-found', `There is no database at ${path}.`)
  const connected = stack.use(await connect(url))
  const { dialect, db } = connected
  await requireMigrated(db, dialect)
  const open = stack.move()
  return { dialect, db, [Symbol.asyncDispose]: () => open.disposeAsync() }
}

async function connect(url: string): Promise<Connected> {
  const path = pathOf(url)
  return path === null ? await connectPostgres(url) : connectSqlite(path)
}

/** Of an SQLite file; null for a PostgreSQL server. */
function pathOf(url: string): string | null {
  return url.startsWith('file:') ? url.slice('file:'.length) : null
}
