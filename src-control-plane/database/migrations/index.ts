// The whole chain, in order. Names are what the database remembers: never rename, never reorder.
import type { MigrationStep } from '../migration-step.ts'
import { identity } from './0001-identity.ts'
import { apiKeys } from './0002-api-keys.ts'
import { hosts } from './0003-hosts.ts'
import { gateway } from './0004-gateway.ts'
import { chat } from './0005-chat.ts'
import { owners } from './0006-owners.ts'
import { keyKinds } from './0007-key-kinds.ts'
import { people } from './0008-people.ts'
import { changes } from './0009-changes.ts'
import { gatewayAccounts } from './0010-gateway-accounts.ts'

export const migrations: Record<string, MigrationStep> = {
  '0001-identity': identity,
  '0002-api-keys': apiKeys,
  '0003-hosts': hosts,
  '0004-gateway': gateway,
  '0005-chat': chat,
  '0006-owners': owners,
  '0007-key-kinds': keyKinds,
  '0008-people': people,
  '0009-changes': changes,
  '0010-gateway-accounts': gatewayAccounts,
}
