// What one key may use in one organization: set by that organization's admins, for keys that reach it.
import { type Limits, NO_LIMITS } from '#contract/gateway'
import { type Actor, recordAudit } from '../audit/index.ts'
import type { Database } from '../database/index.ts'
import type { OrgScope } from '../identity/index.ts'
import type { PolicyChangeDependencies } from './gateway-policy.ts'
import { auditedLimits, columnsOf, isUnlimited, limitsOf } from './limit-columns.ts'

type Reading = Pick<Database, 'read'>

/** Null: no key of that id reaches this organization. */
export async function readKeyLimits(deps: Reading, scope: OrgScope, keyId: string): Promise<Limits | null> {
  if ((await findKey(deps, scope, keyId)) === undefined) return null
  return limitsOfKey(deps, scope, keyId)
}

/** Of a key that is known to reach it. */
export async function limitsOfKey({ read }: Reading, scope: OrgScope, keyId: string): Promise<Limits> {
  const row = await read
    .selectFrom('keyLimit')
    .selectAll()
    .where('organizationId', '=', scope.organizationId)
    .where('id', '=', keyId)
    .executeTakeFirst()
  return row === undefined ? NO_LIMITS : limitsOf(row)
}

/** False: no key of that id reaches this organization. */
export async function saveKeyLimits(
  { db, read, now, changes }: PolicyChangeDependencies & Reading,
  scope: OrgScope,
  actor: Actor,
  keyId: string,
  limits: Limits,
): Promise<boolean> {
  const { organizationId } = scope
  const key = await findKey({ read }, scope, keyId)
  if (key === undefined) return false
  await db.transaction().execute(async (trx) => {
    const own = trx.deleteFrom('keyLimit').where('organizationId', '=', organizationId).where('id', '=', keyId)
    await own.execute()
    const row = { organizationId, id: keyId, ...columnsOf(limits), updatedAt: now() }
    if (!isUnlimited(limits)) await trx.insertInto('keyLimit').values(row).execute()
    const event = { target: { id: keyId, name: key.name }, details: auditedLimits(limits) }
    await recordAudit(trx, now, organizationId, actor, { action: 'key-limits-saved', ...event })
  })
  changes.announce({ table: 'keyLimit', organizationId, userId: null, id: keyId })
  return true
}

/** One that is bound to the organization, or a personal one of somebody who is a member of it. */
function findKey({ read }: Reading, { organizationId }: OrgScope, keyId: string) {
  return read
    .selectFrom('apiKey')
    .select(['apiKey.id', 'apiKey.name'])
    .where('apiKey.id', '=', keyId)
    .where((e) =>
      e.or([
        e('apiKey.organizationId', '=', organizationId),
        e.and([
          e('apiKey.kind', '=', 'personal'),
          e(
            'apiKey.ownerUserId',
            'in',
            e.selectFrom('member').select('userId').where('organizationId', '=', organizationId),
          ),
        ]),
      ]),
    )
    .executeTakeFirst()
}
