// The database did not answer, whatever was asked of it: a caller should come back, and nothing is wrong with what they sent (K16).

/** The server is not there, went away, or takes nobody more at the moment (PostgreSQL, Appendix A). */
const CODES = new Set(['ECONNREFUSED', 'ECONNRESET', 'ENOTFOUND', 'EHOSTUNREACH', 'ETIMEDOUT', 'EPIPE', '53300'])
const CODES_BEGINNING = ['08', '57P0', 'SQLITE_BUSY', 'SQLITE_IOERR', 'SQLITE_CANTOPEN', 'SQLITE_FULL']
/** What `pg`, better-sqlite3 and Kysely say without a code. */
const MESSAGES = [
  /^Connection terminated/,
  /^timeout exceeded when trying to connect/,
  /^Cannot use a pool after calling end/,
  /^Client (was closed|has encountered a connection error)/,
  /^The database connection is not open/,
  /^driver has already been destroyed/,
]

export function isOutage(error: unknown): boolean {
  if (!(error instanceof Error)) return false
  const code = 'code' in error && typeof error.code === 'string' ? error.code : ''
  if (CODES.has(code) || CODES_BEGINNING.some((beginning) => code.startsWith(beginning))) return true
  return MESSAGES.some((message) => message.test(error.message))
}
