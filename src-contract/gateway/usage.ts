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
  /** Null when the request was refused before a credential was chosen. */
  mode: CredentialMode.nullable(),
  /** The masked provider credential that was sent, if one was. */
  hint: z.string().nullable(),
  /** `key_…` id, or the user's id for a session. */
  principal: z.string(),
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
