// The tables as Kysely sees them. Our own keep times as milliseconds since the epoch; better-auth's are its own business.
import type { ApiKey, ServiceRole } from '#contract/api-key'
import type { AuditEntry } from '#contract/audit'
import type { ChatEvent, TurnState } from '#contract/chat'
import type { LedgerEntry, ProviderId } from '#contract/gateway'
import type { OfflineReason } from '#contract/host'
import type { Role } from '#contract/organization'

/** SQLite keeps better-auth's dates as ISO 8601 text, PostgreSQL as timestamps. */
export type AuthDate = Date | string
/** SQLite has no booleans. */
type AuthBoolean = boolean | 0 | 1

/** `allowedModels` is JSON. */
type LimitColumns = {
  requestsPerMinute: number | null
  tokensPerMonth: number | null
  costPerMonth: number | null
  allowedModels: string | null
  updatedAt: number
}

export type Tables = {
  user: {
    id: string
    name: string
    email: string
    emailVerified: AuthBoolean
    createdAt: AuthDate
    updatedAt: AuthDate
    disabledAt: number | null
  }
  /** A way to sign in; ours is always a password. */
  account: {
    id: string
    accountId: string
    providerId: 'credential'
    userId: string
    password: string
    createdAt: AuthDate
    updatedAt: AuthDate
  }
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
  jwks: {
    id: string
    publicKey: string
    /** Sealed: see identity/signing-keys. */
    privateKey: string
    createdAt: AuthDate
    expiresAt: AuthDate | null
    alg: string | null
    crv: string | null
  }
  deviceCode: {
    id: string
    userCode: string
    userId: string | null
    expiresAt: AuthDate
    status: 'pending' | 'approved' | 'denied'
    clientId: string | null
    requestedFrom: string | null
  }
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
    /** Of a key minted with an idempotency key: its part of the secret's seed, and hashes of whose request it was and of what it asked. */
    mintNonce: string | null
    mintFingerprint: string | null
    mintRequest: string | null
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
    model: string
    updatedAt: number
  }
  providerCredential: {
    organizationId: string
    id: string
    providerId: ProviderId
    sealedSecret: string
    hint: string
    createdAt: number
  }
  /** `address` is the base URL that it was entered for. */
  ownCredential: {
    organizationId: string
    id: string
    userId: string
    providerId: ProviderId
    address: string
    sealedSecret: string
    hint: string
    createdAt: number
  }
  gatewayPolicy: LimitColumns & { organizationId: string; id: 'policy'; byok: 0 | 1; keepPrompts: 0 | 1 }
  /** `id` is the key's. */
  keyLimit: LimitColumns & { organizationId: string; id: string }
  /** `facts` is JSON: what its row in the ledger will say. */
  openRequest: {
    organizationId: string
    id: string
    at: number
    runnerId: string
    leaseUntil: number
    principal: string
    facts: string
    reservedTokens: number
    reservedCost: number
  }
  /** `id` is `organization` or a key's; `month` is `2026-11`, in UTC. */
  monthlyUsage: { organizationId: string; id: string; month: string; tokens: number; cost: number }
  keptPrompt: { organizationId: string; id: string; at: number; body: string; truncated: 0 | 1 }
  /** `tools` is JSON. */
  ledgerEntry: Omit<LedgerEntry, 'tools'> & { organizationId: string; ownerId: string; tools: string }
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
