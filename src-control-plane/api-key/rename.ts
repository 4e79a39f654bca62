// Renames a key: the one thing about it that can change (K4).
import type { ApiKey } from '#contract/api-key'
import type { Actor } from '../audit/index.ts'
import { type Database, isUniqueViolation } from '../database/index.ts'
import type { Custody } from './custody.ts'
import { recordKey } from './key-audit.ts'
import { keyOf, selectKeys } from './key-row.ts'

type Dependencies = Pick<Database, 'db' | 'changes'> & { now: () => number }

export type RenameResult = { outcome: 'renamed'; key: ApiKey } | { outcome: 'not-found' } | { outcome: 'name-taken' }

export async function renameKey(
  { db, changes, now }: Dependencies,
  actor: Actor,
  custody: Custody,
  id: string,
  name: string,
): Promise<RenameResult> {
  try {
    const before = await db.transaction().execute(async (trx) => {
      const row = await selectKeys(trx).where(custody).where('apiKey.id', '=', id).executeTakeFirst()
      if (row === undefined || row.name === name) return row
      const { numUpdatedRows } = await trx
        .updateTable('apiKey')
        .set({ name })
        .where('id', '=', id)
        .executeTakeFirstOrThrow()
      // Deleted meanwhile.
      if (numUpdatedRows === 0n) return undefined
      await recordKey(trx, now, actor, { ...row, name }, 'api-key-renamed', { before: row.name })
      return row
    })
    if (before === undefined) return { outcome: 'not-found' }
    changes.announce({ table: 'apiKey', id, organizationId: before.organizationId, userId: before.ownerUserId })
    return { outcome: 'renamed', key: keyOf({ ...before, name }) }
  } catch (error) {
    if (isUniqueViolation(error)) return { outcome: 'name-taken' }
    throw error
  }
}
