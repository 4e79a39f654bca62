// PostgreSQL tells every replica of each change to a watched table, when it commits. (SQLite's triggers are temporary: see sqlite-changes.)
import { sql } from 'kysely'
import { CHANGES_CHANNEL, postgresTriggers } from '../change-triggers.ts'
import type { MigrationStep } from '../migration-step.ts'

export const changes: MigrationStep = async (db, dialect) => {
  if (dialect !== 'postgres') return
  for (const statement of postgresTriggers(CHANGES_CHANNEL)) await sql.raw(statement).execute(db)
}
