// What happened to a key, in its organization's audit. A personal key has no organization, and so no row: it is nobody's but its owner's.
import type { Transaction } from 'kysely'
import type { AuditAction } from '#contract/audit'
import { type Actor, recordAudit } from '../audit/index.ts'
import type { Tables } from '../database/index.ts'
import type { KeyRow } from './key-row.ts'

type KeyAction = Extract<AuditAction, `api-key-${string}`>

/** `details` are said beside the kind of the key and, unless its owner acts, whose it is. */
export async function recordKey(
  trx: Transaction<Tables>,
  now: () => number,
  actor: Actor,
  { id, name, kind, role, organizationId, ownerUserId, ownerName }: KeyRow,
  action: KeyAction,
  details: Record<string, string> = {},
): Promise<void> {
  if (organizationId === null) return
  const ofAnother = ownerUserId !== null && ownerUserId !== actor.principal?.user?.id
  await recordAudit(trx, now, organizationId, actor, {
    action,
    target: { id, name },
    details: {
      kind,
      ...(role === null ? {} : { role }),
      ...(ofAnother && ownerName !== null ? { owner: ownerName } : {}),
      ...details,
    },
  })
}
