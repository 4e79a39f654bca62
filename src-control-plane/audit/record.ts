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
  const keyId = principal?.source.type === 'api-key' ? principal.source.id : null
  await trx
    .insertInto('auditEntry')
    .values({
      organizationId,
      id: entryId(),
      at: now(),
      action,
      actorUserId: principal?.user?.id ?? null,
      actorKeyId: keyId,
      actorName: principal?.user?.name ?? (await keyName(trx, keyId)),
      targetId: target?.id ?? null,
      targetName: target?.name ?? null,
      details: JSON.stringify(details),
      from: networkOf(address),
    })
    .execute()
}

/** Entries of one moment are told in their order: six digits of it stand before what is random. */
let entries = 0
function entryId(): string {
  entries = (entries + 1) % 1_000_000
  return newId(`audit_${String(entries).padStart(6, '0')}`)
}

/** A service key acts for nobody, under its own name. */
async function keyName(trx: Transaction<Tables>, keyId: string | null): Promise<string> {
  if (keyId === null) return 'Mooring'
  const key = await trx.selectFrom('apiKey').select('name').where('id', '=', keyId).executeTakeFirst()
  return key?.name ?? 'A deleted key'
}
