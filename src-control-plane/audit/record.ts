// Adds one row to the audit, in the transaction of what it tells of: either both happened, or neither.
import type { Transaction } from 'kysely'
import type { AuditAction } from '#contract/audit'
import type { Tables } from '../database/index.ts'
import { networkOf } from '../identity/index.ts'
import { newId } from '../secret/index.ts'
import type { Actor } from './actor.ts'

export type AuditEvent = {
  action: AuditAction
  target?: { id: string; name: string }
  /** For a person to read. No secrets. */
  details?: Record<string, string>
}

export async function recordAudit(
  trx: Transaction<Tables>,
  now: () => number,
  organizationId: string,
  { principal, address }: Actor,
  { action, target, details = {} }: AuditEvent,
): Promise<void> {
  const { user, source } = principal
  await trx
    .insertInto('auditEntry')
    .values({
      organizationId,
      id: newId('audit'),
      at: now(),
      action,
      actorUserId: user?.id ?? null,
      actorKeyId: source.type === 'api-key' ? source.id : null,
      actorName: user?.name ?? 'A service key',
      targetId: target?.id ?? null,
      targetName: target?.name ?? null,
      details: JSON.stringify(details),
      from: networkOf(address),
    })
    .execute()
}
