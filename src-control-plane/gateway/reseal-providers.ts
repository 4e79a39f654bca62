// After the instance's secret was exchanged: provider keys are sealed anew under the present one, so that the old one can be forgotten.
import type { Database } from '../database/index.ts'
import type { SecretBox } from '../secret/index.ts'
import { placeOf } from './providers.ts'

/** Answers how many. One that nobody can open is left as it is: the right secret may still be found. */
export async function resealProviders({ db }: Pick<Database, 'db'>, box: SecretBox): Promise<number> {
  const rows = await db.selectFrom('providerCredential').selectAll().execute()
  let count = 0
  for (const { organizationId, id, providerId, sealedSecret } of rows) {
    const anew = box.reseal(sealedSecret, placeOf(organizationId, providerId))
    if (anew === null) continue
    const result = await db
      .updateTable('providerCredential')
      .set({ sealedSecret: anew })
      .where('organizationId', '=', organizationId)
      .where('id', '=', id)
      .executeTakeFirst()
    count += Number(result.numUpdatedRows)
  }
  return count
}
