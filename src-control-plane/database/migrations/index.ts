// The whole chain, in order. Names are what the database remembers: never rename, never reorder.
import type { MigrationStep } from '../migrate.ts'
import { identity } from './0001-identity.ts'
import { apiKeys } from './0002-api-keys.ts'

export const migrations: Record<string, MigrationStep> = {
  '0001-identity': identity,
  '0002-api-keys': apiKeys,
}
