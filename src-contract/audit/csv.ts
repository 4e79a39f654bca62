// The audit as a table for spreadsheets (RFC 4180). Names in it were chosen by strangers: none may become a formula.
import type { AuditEntry } from './audit.ts'

/** Without it Excel takes UTF-8 for the machine's old code page. */
const BYTE_ORDER_MARK = '\uFEFF'

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

export function csvLine(entry: AuditEntry): string {
  return line(Object.values(COLUMNS).map((cellOf) => cellOf(entry) ?? ''))
}

function line(cells: readonly string[]): string {
  return `${cells.map(csvCell).join(',')}\r\n`
}

/**
 * What a spreadsheet would evaluate begins with `=`, `+`, `-` or `@`, with their full-width forms, or with white space or a control
 * byte that it drops before one of them. An apostrophe before it makes it text (OWASP, "CSV injection").
 */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
const EVALUATED = /^[\s\u0000-\u001F]*[=+\-@\uFF1D\uFF0B\uFF0D\uFF20]|^[\t\r\n]/

export function csvHeader(): string {
  return BYTE_ORDER_MARK + line(Object.keys(COLUMNS))
}

export function csvCell(text: string): string {
  const harmless = EVALUATED.test(text) ? `'${text}` : text
  return `"${harmless.replaceAll('"', '""')}"`
}
