// What the ledger says of a request to a provider, and its sums.
import { z } from 'zod'
import { Limits } from './policy.ts'
import { ProviderId } from './provider-id.ts'

export const CredentialMode = z.enum(['centralized', 'byok-bearer', 'byok-key'])
export type CredentialMode = z.infer<typeof CredentialMode>

/** Durations in milliseconds, times in milliseconds since the epoch, tokens as the provider counted them. */
export const LedgerEntry = z.object({
  /** Also answered as `x-request-id`. */
  id: z.string(),
  at: z.number().int(),
  provider: ProviderId,
  path: z.string(),
  model: z.string().nullable(),
  /** Null when the request was refused before a credential was chosen. */
  mode: CredentialMode.nullable(),
  /** The masked provider credential that was sent, if one was. */
  hint: z.string().nullable(),
  /** `key_…` id, or the user's id for a session. */
  principal: z.string(),
  /** The program that asked, as its user agent names it (`claude-code`, `openai-python`, `curl`); `chat` for the chat inside. */
  client: z.string().nullable(),
  userAgent: z.string().nullable(),
  /** The conversation it belongs to, as far as the client says: a chat's id, a coding tool's session. */
  session: z.string().nullable(),
  /** What the caller was answered; 499 when it left first. */
  status: z.number().int(),
  /** `refused` by us, `failed` upstream, `cancelled` by the caller. */
  outcome: z.enum(['ok', 'refused', 'failed', 'cancelled']),
  firstByteMs: z.number().int().nullable(),
  durationMs: z.number().int(),
  inputTokens: z.number().int(),
  outputTokens: z.number().int(),
  cacheReadTokens: z.number().int(),
  cacheWriteTokens: z.number().int(),
  /** Millionths of a US dollar, by `priceVersion` of the price table; null when the table has no price for the model. */
  cost: z.number().int().nullable(),
  priceVersion: z.string().nullable(),
  /** Names of the tools that the model called. */
  tools: z.array(z.string()),
  /** As the provider names it (`end_turn`, `tool_use`, `length`). */
  stopReason: z.string().nullable(),
  /** The provider's own id of the request, for its support. */
  upstreamId: z.string().nullable(),
  error: z.string().nullable(),
})
export type LedgerEntry = z.infer<typeof LedgerEntry>

export const UsageTotals = z.object({
  requests: z.number().int(),
  inputTokens: z.number().int(),
  outputTokens: z.number().int(),
  cacheReadTokens: z.number().int(),
  cacheWriteTokens: z.number().int(),
  /** Millionths of a US dollar, of the requests whose model has a price. */
  cost: z.number().int(),
  /** Requests that used tokens of a model without a price. */
  unpriced: z.number().int(),
})
export type UsageTotals = z.infer<typeof UsageTotals>

export const UsageDimension = z.enum(['day', 'model', 'key', 'user'])
export type UsageDimension = z.infer<typeof UsageDimension>

const Named = z.object({ id: z.string(), name: z.string() })

/** Of the dimensions, those that were asked for. `day` is a UTC day (`2026-11-23`). Requests without a key are under the id `session`. */
export const UsageRow = UsageTotals.extend({
  day: z.string().optional(),
  model: z.string().optional(),
  key: Named.optional(),
  user: Named.optional(),
})
export type UsageRow = z.infer<typeof UsageRow>

/** `GET /v1/organizations/{id}/usage`. `from` and `to` are UTC days, both included. */
export const UsageReport = z.object({
  from: z.string(),
  to: z.string(),
  total: UsageTotals,
  rows: z.array(UsageRow),
  /** Whether there were more rows than an answer holds. */
  truncated: z.boolean(),
})
export type UsageReport = z.infer<typeof UsageReport>

/** `GET /v1/organizations/{id}/requests`, newest first. `next` is what to give as `before` for the next page. */
export const LedgerPage = z.object({ entries: z.array(LedgerEntry), next: z.string().nullable() })
export type LedgerPage = z.infer<typeof LedgerPage>

/** What was used of a limit, and the limit. */
const Budget = z.object({
  limits: Limits,
  requestsLastMinute: z.number().int(),
  tokensThisMonth: z.number().int(),
  costThisMonth: z.number().int(),
})

/** `GET /v1/usage`: of the presented credential alone, in the organization that it acts in. */
export const OwnUsage = z.object({
  organizationId: z.string(),
  /** `key_…` id, or the user's id for a session. */
  principal: z.string(),
  from: z.string(),
  to: z.string(),
  total: UsageTotals,
  days: z.array(UsageRow),
  models: z.array(UsageRow),
  /** Null for a session, which has no limits of its own. */
  key: Budget.nullable(),
  /** Of the whole organization, since its limits hold for the credential too: only the limits, never what others used. */
  organizationLimits: Limits,
})
export type OwnUsage = z.infer<typeof OwnUsage>
