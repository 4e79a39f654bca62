// What a request asks for, read from its body once: for the ledger, for limits and for the estimate of what it may use. Pure. The bytes
// themselves pass on as they are.
import { z } from 'zod'
import { cleanText } from './clean-text.ts'
import type { SessionClaims } from './session-of.ts'

export type Asked = {
  /** Null when it names none, or is not JSON, which the provider will say. */
  readonly model: string | null
  /** Of the body. */
  readonly bytes: number
  /** The most that it lets the model answer; null when it does not say. */
  readonly maxOutputTokens: number | null
  readonly claims: SessionClaims
}

const count = z.number().int().nonnegative().optional().catch(undefined)
const text = z.string().optional().catch(undefined)

/** Three names for the same, by wire format and by age; `n` answers are given at once. */
const Body = z.object({
  model: text,
  max_tokens: count,
  max_completion_tokens: count,
  max_output_tokens: count,
  n: count,
  prompt_cache_key: text,
  metadata: z.object({ user_id: text }).optional().catch(undefined),
})

const NOTHING: Omit<Asked, 'bytes'> = { model: null, maxOutputTokens: null, claims: { user: null, cacheKey: null } }

export function askedOf(body: Uint8Array | null): Asked {
  const bytes = body?.length ?? 0
  const { data } = Body.safeParse(body === null ? null : parse(body))
  if (data === undefined) return { ...NOTHING, bytes }
  const { model, metadata, prompt_cache_key } = data
  const limit = data.max_tokens ?? data.max_completion_tokens ?? data.max_output_tokens
  return {
    model: model === undefined ? null : cleanText(model),
    bytes,
    maxOutputTokens: limit === undefined ? null : limit * Math.max(1, data.n ?? 1),
    claims: { user: metadata?.user_id ?? null, cacheKey: prompt_cache_key ?? null },
  }
}

function parse(body: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder().decode(body))
  } catch {
    return null
  }
}
