// Two writers wanted the same name at once, and the other one has it: an expected outcome, whatever the database calls it.

/** PostgreSQL's `unique_violation`, and SQLite's. */
const CODES: unknown[] = ['23505', 'SQLITE_CONSTRAINT_UNIQUE']

export function isUniqueViolation(error: unknown): boolean {
  return error instanceof Error && 'code' in error && CODES.includes(error.code)
}
