// All entries that match, as a table for spreadsheets, read page after page.
import { auditHeader, auditLine, MAX_AUDIT_PAGE } from '#contract/audit'
import { hostClient } from '../host-client/index.ts'
import type { AuditFilter } from './use-audit.ts'

/** What a window holds at once without trouble; whoever needs more asks the control plane itself (`…/audit.csv`). Entries. */
export const MOST_EXPORTED = 20_000

export type Exported = { csv: string; entries: number; complete: boolean }

/** Rejects when a page cannot be read or the signal aborts. */
export async function exportAudit(organizationId: string, filter: AuditFilter, signal: AbortSignal): Promise<Exported> {
  const lines = [auditHeader()]
  let before: string | undefined
  for (;;) {
    const question = { organizationId, ...filter, limit: MAX_AUDIT_PAGE, ...(before ? { before } : {}) }
    const page = await hostClient.audit.page.query(question, { signal })
    for (const entry of page.entries) lines.push(auditLine(entry))
    before = page.entries.at(-1)?.id
    const entries = lines.length - 1
    if (!page.more || before === undefined) return { csv: lines.join(''), entries, complete: true }
    if (entries >= MOST_EXPORTED) return { csv: lines.join(''), entries, complete: false }
  }
}
