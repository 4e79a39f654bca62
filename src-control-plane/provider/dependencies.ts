// What keeping providers and their keys takes.
import type { Database } from '../database/index.ts'
import type { SecretBox } from '../secret/index.ts'
import type { Upstream } from '../upstream/index.ts'
import type { CredentialConditions } from './credential-conditions.ts'

export type ProviderDependencies = Pick<Database, 'db' | 'read' | 'changes'> & {
  now: () => number
  secrets: SecretBox
  upstream: Upstream
  conditions: CredentialConditions
}
