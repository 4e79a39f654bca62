// The tables as Kysely sees them. Our own keep times as milliseconds since the epoch; better-auth's are its own business.
import type { ApiKey } from '#contract/api-key'
import type { Role } from '#contract/organization'

/** SQLite keeps better-auth's dates as ISO 8601 text, PostgreSQL as timestamps. */
type AuthDate = Date | string

export type Tables = {
  user: { id: string; name: string; email: string; createdAt: AuthDate }
  session: { id: string; token: string; userId: string; expiresAt: AuthDate }
  organization: { id: string; name: string; slug: string; createdAt: AuthDate }
  member: { id: string; organizationId: string; userId: string; role: Role; createdAt: AuthDate }
  firstAccount: { id: number }
  apiKey: {
    organizationId: string
    id: string
    kind: ApiKey['kind']
    name: string
    ownerUserId: string
    hash: string
    start: string
    lastFour: string
    createdAt: number
    expiresAt: number | null
    idempotencyKey: string | null
  }
}
