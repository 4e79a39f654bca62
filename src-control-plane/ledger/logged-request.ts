// A request as the log tells of it: who, what and how it ended, for whoever runs the instance. Nothing of what was said, and no credential, not
// even masked. Pure.
import type { LedgerRow } from './rows.ts'

const LOGGED = [
  'id',
  'organizationId',
  'principal',
  'provider',
  'path',
  'model',
  'mode',
  'client',
  'status',
  'outcome',
  'error',
  'firstByteMs',
  'durationMs',
  'inputTokens',
  'outputTokens',
  'cacheReadTokens',
  'cacheWriteTokens',
  'cost',
  'upstreamId',
] as const satisfies readonly (keyof LedgerRow)[]

export const loggedRequest = (row: LedgerRow): object => Object.fromEntries(LOGGED.map((name) => [name, row[name]]))
