// A database that can be reached, before it is known to be of this version.
import type { Kysely } from 'kysely'
import type { Changes } from './changes.ts'
import type { Dialect } from './dialect.ts'
import type { Tables } from './tables.ts'

export type Connected = AsyncDisposable & {
  readonly dialect: Dialect
  readonly db: Kysely<Tables>
  /** For reads on the request path: on SQLite a connection of its own, so that a long transaction delays nobody. */
  readonly read: Kysely<Tables>
  /** Begins to tell of changes; called once, after the migrations. */
  watch: () => Promise<Changes>
}
