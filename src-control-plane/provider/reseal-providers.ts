// After the instance's secret was exchanged: keys with providers are sealed anew under the present one, so that the old one can be forgotten.
import type { Database } from '../database/index.ts'
import type { SecretBox } from '../secret/index.ts'
import { ownPlace } from './own-credentials.ts'
import { poolPlace } from './pool-rows.ts'

/** Answers how many. One that nobody can open is left as it is: the right secret may still be found. */
export async function resealProviders({ db }: Pick<Database, 'db'>, box: SecretBox): Promise<number> {
  const pooled = await db.selectFrom('providerCredential').selectAll().execute()
  const owned = await db.selectFrom('ownCredential').selectAll().execute()
  let count = 0
  for (const { organizationId, id, providerId, sealedSecret } of pooled) {
    const anew = box.reseal(sealedSecret, poolPlace(organizationId, providerId))
    if (anew !== null) count += await replace(db, 'providerCredential', { organizationId, id, sealedSecret, anew })
  }
  for (const { organizationId, id, userId, providerId, sealedSecret } of owned) {
    const anew = box.reseal(sealedSecret, ownPlace({ organizationId, userId }, providerId))
    if (anew !== null) count += await replace(db, 'ownCredential', { organizationId, id, sealedSecret, anew })
  }
  return count
}

type Replacement = { organizationId: string; id: string; sealedSecret: string; anew: string }

/** Not over one that was entered meanwhile. */
async function replace(
  db: Database['db'],
  table: 'providerCredential' | 'ownCredential',
  { organizationId, id, sealedSecret, anew }: Replacement,
): Promise<number> {
  const { numUpdatedRows } = await db
    .updateTable(table)
    .set({ sealedSecret: anew })
    .where('organizationId', '=', organizationId)
    .where('id', '=', id)
    .where('sealedSecret', '=', sealedSecret)
    .executeTakeFirst()
  return Number(numUpdatedRows)
}
