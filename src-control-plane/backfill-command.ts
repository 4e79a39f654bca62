// An operator's command on the database of an instance that may be running: it reads and writes rows, and starts nothing.
import { type BackfillMode, type BackfillReport, backfillKeys } from './api-key/index.ts'
import { ControlPlaneConfig } from './config.ts'
import { openExistingDatabase } from './database/index.ts'
import { databaseUrlOf } from './home.ts'

const Config = ControlPlaneConfig.pick({ home: true, databaseUrl: true })

/** Rejects with `not-found` where no database is, `unavailable` or `database-too-new` where it is not of this version. */
export async function backfillKeysOf(
  config: Pick<ControlPlaneConfig, 'home' | 'databaseUrl'>,
  mode: BackfillMode,
): Promise<BackfillReport> {
  await using database = await openExistingDatabase(databaseUrlOf(Config.parse(config)))
  return await backfillKeys({ ...database, now: Date.now }, mode)
}
