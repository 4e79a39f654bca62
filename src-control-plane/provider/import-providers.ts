// Providers that were found outside, at a first start: taken over once, never over what a person saved.
import { DEFAULT_MODELS, SaveProviderRequest, WIRE_FORMATS, type WireFormat } from '#contract/gateway'
import { MOORING, recordAudit } from '../audit/index.ts'
import type { ProviderDependencies } from './dependencies.ts'
import { insertIntoPool } from './pool-rows.ts'
import { auditedProvider } from './providers.ts'

export type FoundProviders = Partial<Record<WireFormat, { secret: string; baseUrl: string }>>

/** Answers which ones are new. A provider that the organization has is left alone, and so is one that could not be saved by hand. */
export async function importProviders(
  { db, now, secrets }: Pick<ProviderDependencies, 'db' | 'now' | 'secrets'>,
  organizationId: string,
  found: FoundProviders,
): Promise<WireFormat[]> {
  const imported: WireFormat[] = []
  for (const id of WIRE_FORMATS) {
    const parsed = SaveProviderRequest.safeParse({ ...found[id], model: DEFAULT_MODELS[id] })
    if (found[id] === undefined || !parsed.success) continue
    const { baseUrl, secret = '', model } = parsed.data
    const isNew = await db.transaction().execute(async (trx) => {
      const result = await trx
        .insertInto('provider')
        .values({ organizationId, id, baseUrl, model, updatedAt: now() })
        .onConflict((conflict) => conflict.columns(['organizationId', 'id']).doNothing())
        .executeTakeFirst()
      if (result.numInsertedOrUpdatedRows !== 1n) return false
      if (secret !== '') await insertIntoPool({ trx, now, secrets }, organizationId, id, secret)
      const audited = auditedProvider({ id, baseUrl, model })
      await recordAudit(trx, now, organizationId, MOORING, { action: 'provider-saved', ...audited })
      return true
    })
    if (isNew) imported.push(id)
  }
  return imported
}
