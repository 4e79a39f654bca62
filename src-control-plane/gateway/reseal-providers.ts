// After the instance's secret was exchanged: provider keys are sealed anew under the present one, so that the old one can be forgotten.
import type { Database } from '../database/index.ts'
import type { SecretBox } from '../secret/index.ts'
import { placeOf } from './providers.ts'

/** Answers how many. One that nobody can open is left as it is: the right secret may still be found. */
export async function resealProviders({ db }: Pick<Database, 'db'>, box: SecretBox): Promise<number> {
  const rows = await db.selectFrom('provider').select(['organizationId', 'id', 'sealedSecret']).execute()
  let count = 0
  for (const { organizationId, id, sealedSecret } of rows) {
    const anew = sealedSecret === null ? null : box.reseal(sealedSecret, placeOf(organizationId, id))
    if (anew === null) continue
    const result = await db
      .updateTable('provider')
      .set({ sealedSecret: anew })
      .where('organizationId', '=', organizationId)
      .where('id', '=', id)
      // Unless somebody saved another one meanwhile.
      .where('sealedSecret', '=', sealedSecret)
      .executeTakeFirst()
    count += Number(result.numUpdatedRows)
  }
  return count
}
