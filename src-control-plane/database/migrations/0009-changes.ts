// PostgreSQL tells every replica of each change to a watched table, when it commits. (SQLite's triggers are temporary: see sqlite-changes.)
import { sql } from 'kysely'
import { CHANGES_CHANNEL, postgresTriggers } from '../change-triggers.ts'
import type { MigrationStep } from '../migration-step.ts'

export const changes: MigrationStep = async (db, dialect) => {
  if (dialect !== 'postgres') return
  const { tell, triggers } = postgresTriggers(CHANGES_CHANNEL, WATCHED_FROM_HERE)
  for (const statement of [tell, ...triggers]) await sql.raw(statement).execute(db)
}

const WATCHED_FROM_HERE = [
  'apiKey',
  'member',
  'session',
  'user',
  'organization',
  'organizationInvitation',
  'provider',
  'host',
] as const
