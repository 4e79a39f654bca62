// Deletes a key, by its owner or by an admin of its organization: it stops working at once, everywhere (K8).
import type { Actor } from '../audit/index.ts'
import type { Database } from '../database/index.ts'
import type { Custody } from './custody.ts'
import { recordKey } from './key-audit.ts'
import { selectKeys } from './key-row.ts'

type Dependencies = Pick<Database, 'db' | 'changes'> & { now: () => number }

export type DeleteResult = { outcome: 'deleted' } | { outcome: 'not-found' }

/** `reason` is why an admin deletes it. */
export async function deleteKey(
  { db, changes, now }: Dependencies,
  actor: Actor,
  custody: Custody,
  id: string,
  reason?: string,
): Promise<DeleteResult> {
  const deleted = await db.transaction().execute(async (trx) => {
    const row = await selectKeys(trx).where(custody).where('apiKey.id', '=', id).executeTakeFirst()
    if (row === undefined) return null
    const { numDeletedRows } = await trx.deleteFrom('apiKey').where('id', '=', id).executeTakeFirst()
    // Somebody else was faster, and stands in the audit.
    if (numDeletedRows === 0n) return null
    await recordKey(trx, now, actor, row, 'api-key-deleted', reason === undefined ? {} : { reason })
    return row
  })
  if (deleted === null) return { outcome: 'not-found' }
  changes.announce({ table: 'apiKey', id, organizationId: deleted.organizationId, userId: deleted.ownerUserId })
  return { outcome: 'deleted' }
}
