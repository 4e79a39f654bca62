// The date columns of the identity library's tables: text on SQLite, timestamps on PostgreSQL. Our own tables keep milliseconds.
import type { Dialect } from './dialect.ts'
import type { AuthDate } from './tables.ts'

export function authDate(dialect: Dialect, ms: number): AuthDate {
  const date = new Date(ms)
  return dialect === 'sqlite' ? date.toISOString() : date
}

export function millisecondsOf(date: AuthDate): number {
  return new Date(date).getTime()
}
