// What the ledger says of a request to a provider, and its sums.
import { z } from 'zod'
import { ProviderId } from './provider.ts'

export const CredentialMode = z.enum(['centralized', 'byok-bearer', 'byok-key'])
export type CredentialMode = z.infer<typeof CredentialMode>

/** Durations in milliseconds, times in milliseconds since the epoch, tokens as the provider counted them. */
export const LedgerEntry = z.object({
  id: z.string(),
  at: z.number().int(),
  provider: ProviderId,
  path: z.string(),
  model: z.string().nullable(),
  mode: CredentialMode,
  /** `key_…` id, or the user's id for a session. */
  principal: z.string(),
  status: z.number().int(),
  outcome: z.enum(['ok', 'refused', 'failed', 'cancelled']),
  firstByteMs: z.number().int().nullable(),
  durationMs: z.number().int(),
  inputTokens: z.number().int(),
  outputTokens: z.number().int(),
  cacheReadTokens: z.number().int(),
  cacheWriteTokens: z.number().int(),
  error: z.string().nullable(),
})
export type LedgerEntry = z.infer<typeof LedgerEntry>

const Totals = z.object({
  requests: z.number().int(),
  inputTokens: z.number().int(),
  outputTokens: z.number().int(),
})

export const Usage = z.object({
  total: Totals,
  /** One row a model and UTC day (`2026-11-23`), newest first. */
  rows: z.array(Totals.extend({ day: z.string(), model: z.string() })),
  recent: z.array(LedgerEntry),
})
export type Usage = z.infer<typeof Usage>
