// Tables for spreadsheets (RFC 4180). Names in them were chosen by strangers: none may become a formula.

/** Without it at the beginning Excel takes UTF-8 for the machine's old code page. */
export const BYTE_ORDER_MARK = '\uFEFF'

export function csvLine(cells: readonly string[]): string {
  return `${cells.map(csvCell).join(',')}\r\n`
}

/**
 * What a spreadsheet would evaluate begins with `=`, `+`, `-` or `@`, with their full-width forms, or with white space or a control
 * byte that it drops before one of them. An apostrophe before it makes it text (OWASP, "CSV injection").
 */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
const EVALUATED = /^[\s\u0000-\u001F]*[=+\-@\uFF1D\uFF0B\uFF0D\uFF20]|^[\t\r\n]/

export function csvCell(text: string): string {
  const harmless = EVALUATED.test(text) ? `'${text}` : text
  return `"${harmless.replaceAll('"', '""')}"`
}
