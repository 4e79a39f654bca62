// The whole chain, in order. Names are what the database remembers: never rename, never reorder.
import type { MigrationStep } from '../migration-step.ts'
import { identity } from './0001-identity.ts'
import { apiKeys } from './0002-api-keys.ts'
import { hosts } from './0003-hosts.ts'
import { gateway } from './0004-gateway.ts'
import { chat } from './0005-chat.ts'

export const migrations: Record<string, MigrationStep> = {
  '0001-identity': identity,
  '0002-api-keys': apiKeys,
  '0003-hosts': hosts,
  '0004-gateway': gateway,
  '0005-chat': chat,
}
