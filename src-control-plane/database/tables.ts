// The tables as Kysely sees them. Our own keep times as milliseconds since the epoch; better-auth's are its own business.
import type { ApiKey, ServiceRole } from '#contract/api-key'
import type { AuditEntry } from '#contract/audit'
import type { ChatEvent, TurnState } from '#contract/chat'
import type { LedgerEntry, ProviderId } from '#contract/gateway'
import type { OfflineReason } from '#contract/host'
import type { Role } from '#contract/organization'

/** SQLite keeps better-auth's dates as ISO 8601 text, PostgreSQL as timestamps. */
type AuthDate = Date | string

export type Tables = {
  user: { id: string; name: string; email: string; createdAt: AuthDate; disabledAt: number | null }
  session: {
    id: string
    token: string
    userId: string
    createdAt: AuthDate
    expiresAt: AuthDate
    ipAddress: string | null
    userAgent: string | null
  }
  organization: { id: string; name: string; slug: string; createdAt: AuthDate }
  member: { id: string; organizationId: string; userId: string; role: Role; createdAt: AuthDate }
  jwks: { id: string }
  firstAccount: { id: number }
  apiKey: {
    id: string
    kind: ApiKey['kind']
    organizationId: string | null
    ownerUserId: string | null
    role: ServiceRole | null
    createdByUserId: string | null
    name: string
    hash: string
    start: string
    lastFour: string
    createdAt: number
    expiresAt: number | null
    lastUsedAt: number | null
    lastUsedFrom: string | null
    mintNonce: string | null
    mintFingerprint: string | null
  }
  formerMember: { organizationId: string; userId: string; endedAt: number }
  organizationInvitation: {
    organizationId: string
    id: string
    hash: string
    role: Role
    note: string
    createdByUserId: string
    createdAt: number
    expiresAt: number
    withdrawnAt: number | null
    acceptedAt: number | null
    acceptedByUserId: string | null
  }
  /** `details` is JSON. */
  auditEntry: Omit<AuditEntry, 'details'> & { organizationId: string; details: string }
  provider: {
    organizationId: string
    id: ProviderId
    baseUrl: string
    sealedSecret: string | null
    hint: string | null
    model: string
    updatedAt: number
  }
  ledgerEntry: LedgerEntry & { organizationId: string; ownerId: string }
  agent: {
    organizationId: string
    id: string
    slug: string
    name: string | null
    instructions: string | null
    provider: ProviderId | null
    model: string | null
    createdAt: number
    updatedAt: number
  }
  chatSession: {
    organizationId: string
    id: string
    ownerId: string
    agentId: string
    title: string
    createdAt: number
    updatedAt: number
    lastSequence: number
    idempotencyKey: string | null
  }
  chatTurn: {
    organizationId: string
    sessionId: string
    id: string
    state: TurnState
    runnerId: string
    leaseUntil: number
    idempotencyKey: string | null
  }
  /** `payload` is the rest of the event, as JSON. */
  chatEvent: {
    organizationId: string
    sessionId: string
    sequence: number
    at: number
    turnId: string
    type: ChatEvent['type']
    payload: string
  }
  host: {
    organizationId: string
    id: string
    name: string
    ownerId: string
    createdAt: number
    offlineSince: number
    offlineReason: OfflineReason
  }
}
