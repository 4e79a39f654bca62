// The audit as a table for spreadsheets.
import { BYTE_ORDER_MARK, csvLine } from '../csv/index.ts'
import type { AuditEntry } from './audit.ts'

const COLUMNS = {
  at: ({ at }) => new Date(at).toISOString(),
  action: ({ action }) => action,
  actor: ({ actorName }) => actorName,
  actorUserId: ({ actorUserId }) => actorUserId,
  actorKeyId: ({ actorKeyId }) => actorKeyId,
  target: ({ targetName }) => targetName,
  targetId: ({ targetId }) => targetId,
  details: ({ details }) =>
    Object.entries(details)
      .map(([name, value]) => `${name}: ${value}`)
      .join('; '),
  from: ({ from }) => from,
  id: ({ id }) => id,
} satisfies Record<string, (entry: AuditEntry) => string | null>

export function auditLine(entry: AuditEntry): string {
  return csvLine(Object.values(COLUMNS).map((cellOf) => cellOf(entry) ?? ''))
}

export function auditHeader(): string {
  return BYTE_ORDER_MARK + csvLine(Object.keys(COLUMNS))
}
