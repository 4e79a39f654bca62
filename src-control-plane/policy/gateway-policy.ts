// What an organization allows at its gateway: read by its members, set by its admins.
import type { Selectable, Transaction } from 'kysely'
import { DEFAULT_POLICY, type GatewayPolicy } from '#contract/gateway'
import { type Actor, recordAudit } from '../audit/index.ts'
import type { Database, Tables } from '../database/index.ts'
import type { OrgScope } from '../identity/index.ts'
import { auditedLimits, columnsOf, limitsOf } from './limit-columns.ts'

/** An organization has one. */
const POLICY = 'policy'

export type PolicyChangeDependencies = Pick<Database, 'db' | 'changes'> & { now: () => number }

export async function readPolicy(
  read: Database['read'] | Transaction<Tables>,
  organizationId: string,
): Promise<GatewayPolicy> {
  const own = read.selectFrom('gatewayPolicy').selectAll().where('organizationId', '=', organizationId)
  const row = await own.where('id', '=', POLICY).executeTakeFirst()
  return row === undefined ? DEFAULT_POLICY : policyOf(row)
}

function policyOf(row: Selectable<Tables['gatewayPolicy']>): GatewayPolicy {
  return { byok: row.byok === 1, keepPrompts: row.keepPrompts === 1, limits: limitsOf(row) }
}

export async function savePolicy(
  { db, now, changes }: PolicyChangeDependencies,
  { organizationId }: OrgScope,
  actor: Actor,
  policy: GatewayPolicy,
): Promise<void> {
  const { byok, keepPrompts, limits } = policy
  const flags = { byok: byok ? 1 : 0, keepPrompts: keepPrompts ? 1 : 0 } as const
  await db.transaction().execute(async (trx) => {
    const row = { organizationId, id: POLICY, ...flags, ...columnsOf(limits), updatedAt: now() } as const
    await trx
      .insertInto('gatewayPolicy')
      .values(row)
      .onConflict((conflict) => conflict.columns(['organizationId', 'id']).doUpdateSet(row))
      .execute()
    const details = { ownCredentials: saidOf(byok), promptsKept: saidOf(keepPrompts), ...auditedLimits(limits) }
    await recordAudit(trx, now, organizationId, actor, { action: 'gateway-policy-saved', details })
  })
  changes.announce({ table: 'gatewayPolicy', organizationId, userId: null, id: POLICY })
}

const saidOf = (yes: boolean) => (yes ? 'yes' : 'no')
