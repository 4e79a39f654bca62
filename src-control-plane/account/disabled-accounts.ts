// Disabling a person's account: an operator's decision, of which a running instance is told by the database. Nothing is destroyed: sessions and keys are worth nothing meanwhile (see standing).
import type { Database } from '../database/index.ts'
import { normalisedEmail } from './attempts.ts'

export type DisableResult =
  /** `ownerless`: names of the organizations that have no owner left who can act. */
  { outcome: 'disabled'; ownerless: string[] } | { outcome: 'enabled' } | { outcome: 'unknown' }

export async function setDisabled(
  { db, now }: Pick<Database, 'db'> & { now: () => number },
  email: string,
  disabled: boolean,
): Promise<DisableResult> {
  const result = await db.transaction().execute(async (trx) => {
    const user = await trx
      .selectFrom('user')
      .select(['id', 'disabledAt'])
      .where('email', '=', normalisedEmail(email))
      .executeTakeFirst()
    if (user === undefined) return null
    const disabledAt = disabled ? (user.disabledAt ?? now()) : null
    await trx.updateTable('user').set({ disabledAt }).where('id', '=', user.id).execute()
    return { ownerless: disabled ? await ownerless(trx, user.id) : [] }
  })
  if (result === null) return { outcome: 'unknown' }
  return disabled ? { outcome: 'disabled', ownerless: result.ownerless } : { outcome: 'enabled' }
}

/** Of the organizations that this person owns: those whose every owner is disabled. */
async function ownerless(db: Pick<Database['db'], 'selectFrom'>, userId: string): Promise<string[]> {
  const rows = await db
    .selectFrom('member as own')
    .innerJoin('organization', 'organization.id', 'own.organizationId')
    .select('organization.name')
    .where('own.userId', '=', userId)
    .where('own.role', '=', 'owner')
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom('member')
            .innerJoin('user', 'user.id', 'member.userId')
            .select('member.id')
            .whereRef('member.organizationId', '=', 'own.organizationId')
            .where('member.role', '=', 'owner')
            .where('user.disabledAt', 'is', null),
        ),
      ),
    )
    .orderBy('organization.name')
    .execute()
  return rows.map(({ name }) => name)
}
