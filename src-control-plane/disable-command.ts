// An operator's command on the database of an instance that may be running, which notices within a second.
import { type DisableResult, setDisabled } from './account/index.ts'
import { ControlPlaneConfig } from './config.ts'
import { openExistingDatabase } from './database/index.ts'
import { databaseUrlOf } from './home.ts'

const Config = ControlPlaneConfig.pick({ home: true, databaseUrl: true })

/** Rejects with `not-found` where no database is, `unavailable` or `database-too-new` where it is not of this version. */
export async function setUserDisabled(
  config: Pick<ControlPlaneConfig, 'home' | 'databaseUrl'>,
  email: string,
  disabled: boolean,
): Promise<DisableResult> {
  await using database = await openExistingDatabase(databaseUrlOf(Config.parse(config)))
  return await setDisabled({ ...database, now: Date.now }, email, disabled)
}
