// Whether a request may go upstream, as far as that can be said without counting; and what it is counted as beforehand. Pure.
import { Failure } from '#contract/failure'
import type { Limits } from '#contract/gateway'
import type { Asked } from './asked.ts'
import { costAtMost, type FoundPrice } from './prices.ts'

/** Whose limits. A key's hold within those of its organization. */
export type Holder = 'organization' | 'key'
export type Limited = Readonly<Record<Holder, Limits>>

/** Throws `forbidden` for a model that one of the two does not allow. A request without a body asks for none. */
export function requireAllowed(limited: Limited, { model, bytes }: Asked): void {
  for (const holder of HOLDERS) {
    const allowed = limited[holder].allowedModels
    if (allowed === null || bytes === 0) continue
    const allows = model !== null && allowed.some((name) => matches(name, model))
    if (!allows) throw new Failure('forbidden', notAllowed(holder, model, allowed), { field: 'model' })
  }
}

/** Throws `forbidden` where cost is limited and nobody can say what this costs. */
export function requirePrice(limited: Limited, { model }: Asked, price: FoundPrice | null): void {
  if (price !== null || HOLDERS.every((holder) => limited[holder].costPerMonth === null)) return
  const name = model === null ? 'A request without a model' : `The model "${model}"`
  throw new Failure('forbidden', `${name} has no price here, and the cost of a month is limited. ${PRICES_MENDED}`)
}

const PRICES_MENDED = 'An operator can add prices with MOORING_PRICES.'
const HOLDERS = ['organization', 'key'] as const satisfies readonly Holder[]

/** `claude-*` stands for all that begin so. */
function matches(name: string, model: string): boolean {
  return name.endsWith('*') ? model.startsWith(name.slice(0, -1)) : model === name
}

function notAllowed(holder: Holder, model: string | null, allowed: readonly string[]): string {
  const whose = holder === 'key' ? 'This API key' : 'Your organization'
  const which = allowed.length === 0 ? 'no model' : `only ${allowed.join(', ')}`
  return `${whose} allows ${which}; ${model === null ? 'the request names none that can be read' : `not "${model}"`}.`
}

/** What a request may use at most, as far as can be told before: held back until it is known. */
export type Reservation = { readonly tokens: number; readonly cost: number }

export const NO_RESERVATION: Reservation = { tokens: 0, cost: 0 }

/** English text; code has more tokens a byte, images and documents as base64 far fewer. */
const BYTES_PER_TOKEN = 4
/** The largest prompt that a model takes: what is more is no text. */
const MAX_INPUT_TOKENS = 1_000_000
/** For a request that sets no limit: what models answer at most is more, what they usually do is less. */
const USUAL_OUTPUT_TOKENS = 8_192
/** More than any model says in one answer. */
const MAX_OUTPUT_TOKENS = 1_000_000

export function reservationFor(path: string, asked: Asked, price: FoundPrice | null): Reservation {
  const uses = USES[path]
  if (uses === undefined) return NO_RESERVATION
  const input = Math.min(Math.ceil(asked.bytes / BYTES_PER_TOKEN), MAX_INPUT_TOKENS)
  const output = uses === 'input' ? 0 : Math.min(asked.maxOutputTokens ?? USUAL_OUTPUT_TOKENS, MAX_OUTPUT_TOKENS)
  return { tokens: input + output, cost: price === null ? 0 : costAtMost(price.price, input, output) }
}

/** Paths that use tokens, and which. What counts tokens or lists models uses none. */
const USES: Readonly<Record<string, 'input' | 'both'>> = {
  '/v1/messages': 'both',
  '/v1/chat/completions': 'both',
  '/v1/responses': 'both',
  '/v1/embeddings': 'input',
}

export const usesTokens = (path: string): boolean => USES[path] !== undefined

/** Whether something has to be counted before the request may go. `paid`: with the organization's own credential. */
export function mustBeCounted(limited: Limited, paid: boolean): boolean {
  return HOLDERS.some((holder) => {
    const { requestsPerMinute, tokensPerMonth, costPerMonth } = limited[holder]
    return requestsPerMinute !== null || (paid && (tokensPerMonth !== null || costPerMonth !== null))
  })
}
