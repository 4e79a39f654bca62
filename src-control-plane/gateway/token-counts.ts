// Reads what a provider says about tokens, from a whole answer or from one event of a stream, in any of the wire formats. Pure.
import { z } from 'zod'
import type { TokenCounts } from '../ledger/index.ts'

/** What one piece of an answer says; what it leaves out is not known to be zero. */
export type Counted = { readonly model: string | null; readonly counts: Partial<TokenCounts> }

const count = z.number().int().nonnegative().optional().catch(undefined)
const details = z.object({ cached_tokens: count, cache_write_tokens: count }).optional().catch(undefined)
const Counts = z
  .object({
    input_tokens: count,
    prompt_tokens: count,
    output_tokens: count,
    completion_tokens: count,
    cache_read_input_tokens: count,
    cache_creation_input_tokens: count,
    input_tokens_details: details,
    prompt_tokens_details: details,
  })
  .optional()
  .catch(undefined)

const Carrier = z.object({ model: z.string().optional().catch(undefined), usage: Counts })
/** Counts lie at the top, or in `message` (Anthropic's `message_start`), or in `response` (OpenAI's `response.completed`). */
const Answer = Carrier.extend({
  message: Carrier.optional().catch(undefined),
  response: Carrier.optional().catch(undefined),
})

export function readCounts(answer: unknown): Counted {
  const parsed = Answer.safeParse(answer)
  if (!parsed.success) return { model: null, counts: {} }
  const { data } = parsed
  const carriers = [data, data.message, data.response]
  const model = carriers.find((carrier) => carrier?.model !== undefined)?.model ?? null
  const usage = carriers.find((carrier) => carrier?.usage !== undefined)?.usage
  return { model, counts: usage === undefined ? {} : countsOf(usage) }
}

function countsOf(usage: NonNullable<z.infer<typeof Counts>>): Partial<TokenCounts> {
  const found = {
    inputTokens: usage.input_tokens ?? usage.prompt_tokens,
    outputTokens: usage.output_tokens ?? usage.completion_tokens,
    cacheReadTokens:
      usage.cache_read_input_tokens ??
      usage.input_tokens_details?.cached_tokens ??
      usage.prompt_tokens_details?.cached_tokens,
    cacheWriteTokens:
      usage.cache_creation_input_tokens ??
      usage.input_tokens_details?.cache_write_tokens ??
      usage.prompt_tokens_details?.cache_write_tokens,
  }
  return Object.fromEntries(Object.entries(found).filter(([, value]) => value !== undefined))
}
