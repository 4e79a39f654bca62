// What a request cost, by a table of list prices. A model that is not in the table has no price, rather than one that is guessed. Pure.
import { z } from 'zod'
import { type LedgerEntry, wireFormatOf } from '#contract/gateway'
import listed from './prices.json' with { type: 'json' }
import type { TokenCounts } from './tokens.ts'

/** US dollars a million tokens: so tokens times price are millionths of a dollar. */
const usd = z.number().nonnegative().max(1_000_000)
const Rates = z.object({ input: usd, output: usd, cacheRead: usd, cacheWrite: usd })
type Rates = z.infer<typeof Rates>
/** `long` is for a prompt of more tokens than `above`, cached ones included: then for all of the request. */
const Price = Rates.extend({ long: Rates.extend({ above: z.number().int().positive() }).optional() })
export type Price = z.infer<typeof Price>

/** A name stands for the model and its dated snapshots; one that ends in `*` for all that begin so. */
export const PriceTable = z.object({
  /** As rows of the ledger name it. */
  version: z.string().trim().min(1).max(60),
  models: z.record(z.string().min(1).max(120), Price),
})
export type PriceTable = z.infer<typeof PriceTable>

export const LISTED: PriceTable = PriceTable.parse(listed)

/** Earlier tables go before later ones. */
export type Prices = readonly PriceTable[]

export type FoundPrice = { readonly price: Price; readonly version: string }

export function priceOf(prices: Prices, model: string | null): FoundPrice | null {
  if (model === null) return null
  for (const { models, version } of prices) {
    const name = bestNameFor(model, Object.keys(models))
    const price = name === undefined ? undefined : models[name]
    if (price !== undefined) return { price, version }
  }
  return null
}

/** Millionths of a US dollar. OpenAI counts what its cache gave and took as input too, Anthropic does not. */
export function costOf(provider: LedgerEntry['provider'], price: Price, tokens: TokenCounts): number {
  const { inputTokens, outputTokens, cacheReadTokens, cacheWriteTokens } = tokens
  const cached = cacheReadTokens + cacheWriteTokens
  const fresh = wireFormatOf(provider) === 'openai' ? Math.max(0, inputTokens - cached) : inputTokens
  const { input, output, cacheRead, cacheWrite } = ratesFor(price, fresh + cached)
  return Math.round(fresh * input + outputTokens * output + cacheReadTokens * cacheRead + cacheWriteTokens * cacheWrite)
}

/** What so many tokens cost at most, before anybody knows how many the cache will give. */
export function costAtMost(price: Price, inputTokens: number, outputTokens: number): number {
  const { input, output, cacheWrite } = ratesFor(price, inputTokens)
  return Math.ceil(inputTokens * Math.max(input, cacheWrite) + outputTokens * output)
}

function ratesFor({ long, ...usual }: Price, promptTokens: number): Rates {
  return long !== undefined && promptTokens > long.above ? long : usual
}

/** The name itself, else the longest that stands for it. */
function bestNameFor(model: string, names: readonly string[]): string | undefined {
  return names.filter((name) => standsFor(name, model)).sort((one, other) => other.length - one.length)[0]
}

/** `-20250929`, `-2025-08-07`, `@20250929`, `-latest`. */
const SNAPSHOT = /^([-@]\d{8}|-\d{4}-\d\d-\d\d|-latest)$/

function standsFor(name: string, model: string): boolean {
  if (name.endsWith('*')) return model.startsWith(name.slice(0, -1))
  return model.startsWith(name) && (model.length === name.length || SNAPSHOT.test(model.slice(name.length)))
}
