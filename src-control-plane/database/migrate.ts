// Brings a database to this version, or refuses one that is ahead of it. Each step runs in a transaction.
import { type Kysely, sql } from 'kysely'
import { type Migration, Migrator } from 'kysely/migration'
import { Failure } from '#contract/failure'
import type { Dialect } from './dialect.ts'
import { migrations } from './migrations/index.ts'
import type { Tables } from './tables.ts'

export async function migrate(db: Kysely<Tables>, dialect: Dialect): Promise<void> {
  const migrator = migratorOf(db, dialect)
  await refuseNewer(db)
  const { error, results } = await migrator.migrateToLatest()
  if (error === undefined) return
  const step = results?.find((result) => result.status === 'Error')?.migrationName ?? 'the first step'
  throw new Failure(
    'unavailable',
    `The database could not be brought to this version (${step}); its data is unchanged.`,
    {
      cause: error,
    },
  )
}

/** Rejects unless the database is of this version, and changes nothing of it. */
export async function requireMigrated(db: Kysely<Tables>, dialect: Dialect): Promise<void> {
  await refuseNewer(db)
  const pending = (await migratorOf(db, dialect).getMigrations()).find(({ executedAt }) => executedAt === undefined)
  if (pending === undefined) return
  throw new Failure(
    'unavailable',
    `The database is not of this version (it lacks the step "${pending.name}"). Start the control plane of this version once; nothing was changed.`,
  )
}

function migratorOf(db: Kysely<Tables>, dialect: Dialect): Migrator {
  const chain: Record<string, Migration> = Object.fromEntries(
    Object.entries(migrations).map(([name, step]) => [name, { up: (trx) => step(trx, dialect) }]),
  )
  return new Migrator({ db, provider: { getMigrations: async () => chain } })
}

/** A step we do not know was run by a newer version: going on could destroy what that version keeps. */
async function refuseNewer(db: Kysely<Tables>): Promise<void> {
  const tables = await db.introspection.getTables({ withInternalKyselyTables: true })
  if (!tables.some((table) => table.name === 'kysely_migration')) return
  const done = await sql<{ name: string }>`select name from kysely_migration`.execute(db)
  const unknown = done.rows.find(({ name }) => !Object.hasOwn(migrations, name))
  if (unknown === undefined) return
  throw new Failure(
    'database-too-new',
    `The control plane's database was written by a newer Mooring (it has the step "${unknown.name}"). Update Mooring, or use another home; nothing was changed.`,
  )
}
