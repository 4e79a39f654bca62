// The ledger's pure decisions, by tables.
import { describe, expect, it } from 'vitest'
import { type Limits, NO_LIMITS } from '#contract/gateway'
import { type Asked, askedOf } from './asked.ts'
import { clientName } from './client-name.ts'
import { mustBeCounted, requireAllowed, requirePrice, reservationFor } from './limits.ts'
import { monthEnd, monthOf } from './month.ts'
import { costAtMost, costOf, LISTED, type PriceTable, priceOf } from './prices.ts'
import { exceeded } from './reserve.ts'
import { sessionOf } from './session-of.ts'
import { NO_TOKENS } from './tokens.ts'

describe('which program asks', () => {
  it.each([
    ['claude-cli/2.1.332 (external, sdk-cli)', 'claude-code'],
    ['codex_exec/0.171.0 (Debian 12.0.0; x86_64) unknown (codex_exec; 0.171.0)', 'codex'],
    ['codex_cli_rs/0.50.0', 'codex'],
    ['OpenAI/Python 2.1.0', 'openai-python'],
    ['AsyncOpenAI/Python 2.1.0', 'openai-python'],
    ['OpenAI/JS 6.0.0', 'openai-js'],
    ['Anthropic/JS 0.128.0', 'anthropic-js'],
    ['AsyncAnthropic/Python 0.71.0', 'anthropic-python'],
    ['curl/8.5.0', 'curl'],
    ['Mozilla/5.0 (X11)', 'mozilla'],
    ['<script>', null],
    ['', null],
    [null, null],
  ])('%j: %j', (userAgent, name) => expect(clientName(userAgent)).toBe(name))

  it('keeps a name short', () => expect(clientName('x'.repeat(500))).toHaveLength(40))
})

describe('which conversation it belongs to', () => {
  const ID = '2aba7833-3240-4e39-a910-5f7a97084a45'
  const NOTHING = { user: null, cacheKey: null }
  it.each([
    [{ 'x-claude-code-session-id': ID }, NOTHING, ID],
    [{ 'session-id': ID, 'thread-id': 'other' }, NOTHING, ID],
    [{ session_id: ID }, NOTHING, ID],
    [{ 'x-claude-code-session-id': ID }, { user: null, cacheKey: 'a key' }, ID],
    [{}, { user: JSON.stringify({ device_id: 'd', account_uuid: '', session_id: ID }), cacheKey: null }, ID],
    [{}, { user: `user_ab_account__session_${ID}`, cacheKey: null }, ID],
    [{}, { user: null, cacheKey: ID }, ID],
    [{}, { user: 'somebody', cacheKey: null }, null],
    [{}, { user: '{"session_id":7}', cacheKey: null }, null],
    [{}, NOTHING, null],
  ])('%j %j', (headers, claims, session) => {
    expect(sessionOf(new Headers(headers as Record<string, string>), claims)).toBe(session)
  })
})

describe('what a request asks for', () => {
  const asked = (body: string) => askedOf(new TextEncoder().encode(body))
  it.each([
    ['{"model":"m","max_tokens":5}', { model: 'm', maxOutputTokens: 5 }],
    ['{"model":"m","max_completion_tokens":5}', { model: 'm', maxOutputTokens: 5 }],
    ['{"model":"m","max_output_tokens":5}', { model: 'm', maxOutputTokens: 5 }],
    ['{"model":"m","max_tokens":5,"n":3}', { maxOutputTokens: 15 }],
    ['{"model":"m"}', { model: 'm', maxOutputTokens: null }],
    ['{"model":"m","max_tokens":"many","n":-1}', { model: 'm', maxOutputTokens: null }],
    ['{"model":"a\\u0000b"}', { model: 'ab' }],
    ['{"model":7}', { model: null }],
    ['{"model":', { model: null, maxOutputTokens: null }],
    ['[]', { model: null }],
    ['null', { model: null }],
    ['{"metadata":{"user_id":"u"},"prompt_cache_key":"k"}', { claims: { user: 'u', cacheKey: 'k' } }],
    ['{"metadata":"none","prompt_cache_key":{}}', { claims: { user: null, cacheKey: null } }],
  ])('%s', (body, expected) => expect(asked(body)).toMatchObject({ ...expected, bytes: body.length }))

  it('is nothing where there is no body', () => expect(askedOf(null)).toMatchObject({ model: null, bytes: 0 }))
})

describe('the price of a model', () => {
  const rates = (input: number) => ({ input, output: input, cacheRead: input, cacheWrite: input })
  const own: PriceTable = { version: 'own', models: { 'gpt-5': rates(7), 'llama-*': rates(1), 'llama-3-*': rates(2) } }
  it.each([
    ['claude-sonnet-4-5', LISTED.version, 3],
    ['claude-sonnet-4-5-20250929', LISTED.version, 3],
    ['claude-sonnet-4-5@20250929', LISTED.version, 3],
    ['claude-opus-4-20250514', LISTED.version, 15],
    ['claude-opus-4-5', LISTED.version, 5],
    ['claude-3-5-haiku-latest', LISTED.version, 0.8],
    ['gpt-5-mini-2025-08-07', LISTED.version, 0.25],
    ['gpt-5', 'own', 7],
    ['gpt-5-2025-08-07', 'own', 7],
    ['llama-2-7b', 'own', 1],
    ['llama-3-8b', 'own', 2],
  ])('%s', (model, version, input) => {
    const found = priceOf([own, LISTED], model)
    expect([found?.version, found?.price.input]).toEqual([version, input])
  })

  it.each([null, 'gpt-5.99', 'gpt-5-ultra', 'claude-sonnet-9', 'claude-sonnet-4-5-thinking', 'toString', ''])(
    'nobody knows: %j',
    (model) => expect(priceOf([LISTED], model)).toBeNull(),
  )
})

describe('what a request cost', () => {
  const price = { input: 3, output: 15, cacheRead: 0.3, cacheWrite: 3.75 }
  const long = { above: 100, input: 30, output: 150, cacheRead: 3, cacheWrite: 37.5 }
  const tokens = { inputTokens: 10, outputTokens: 4, cacheReadTokens: 20, cacheWriteTokens: 8 }
  it('adds up what Anthropic counts apart', () => expect(costOf('anthropic', price, tokens)).toBe(30 + 60 + 6 + 30))
  it('takes out of OpenAI’s input what is counted in it twice', () => {
    const counted = { ...tokens, inputTokens: 38 }
    for (const provider of ['openai', 'our-vllm']) expect(costOf(provider, price, counted)).toBe(30 + 60 + 6 + 30)
  })
  it('is never less than nothing', () => expect(costOf('openai', price, { ...NO_TOKENS, cacheReadTokens: 10 })).toBe(3))
  it('is that of a long prompt for all of it, cached tokens included', () => {
    const prompt = { ...NO_TOKENS, inputTokens: 60, outputTokens: 1 }
    expect(costOf('anthropic', { ...price, long }, { ...prompt, cacheReadTokens: 40 })).toBe(180 + 15 + 12)
    expect(costOf('anthropic', { ...price, long }, { ...prompt, cacheReadTokens: 41 })).toBe(1_800 + 150 + 123)
  })
  it('is at most the dearer of fresh and newly cached input', () => expect(costAtMost(price, 10, 2)).toBe(38 + 30))
})

describe('which models are allowed', () => {
  const allowing = (...allowedModels: string[]): Limits => ({ ...NO_LIMITS, allowedModels })
  const asking = (model: string | null, bytes = 10): Asked => ({ ...askedOf(null), model, bytes })
  const may = (organization: Limits, key: Limits, asked: Asked) => () => requireAllowed({ organization, key }, asked)
  it.each([
    [NO_LIMITS, NO_LIMITS, asking('any')],
    [NO_LIMITS, NO_LIMITS, asking(null)],
    [allowing('claude-*'), NO_LIMITS, asking('claude-opus-5')],
    [allowing('gpt-5'), allowing('gpt-5'), asking('gpt-5')],
    [allowing('*'), NO_LIMITS, asking('any')],
    [allowing(), NO_LIMITS, asking(null, 0)],
  ])('[G11] %j %j %j', (organization, key, asked) => expect(may(organization, key, asked)).not.toThrow())

  it.each([
    [allowing('gpt-5'), NO_LIMITS, asking('gpt-5-mini')],
    [allowing('gpt-5'), NO_LIMITS, asking('GPT-5')],
    [allowing('gpt-5', 'claude-*'), allowing('claude-*'), asking('gpt-5')],
    [NO_LIMITS, allowing(), asking('any')],
    [allowing('claude-*'), NO_LIMITS, asking(null)],
  ])('[G11] not %j %j %j', (organization, key, asked) => {
    expect(may(organization, key, asked)).toThrow(expect.objectContaining({ code: 'forbidden', field: 'model' }))
  })

  it('[G11] asks for a price only where cost is limited', () => {
    const limited = { organization: NO_LIMITS, key: { ...NO_LIMITS, costPerMonth: 1 } }
    const known = priceOf([LISTED], 'gpt-5')
    expect(() => requirePrice(limited, asking('gpt-5'), known)).not.toThrow()
    expect(() => requirePrice({ organization: NO_LIMITS, key: NO_LIMITS }, asking('x'), null)).not.toThrow()
    expect(() => requirePrice(limited, asking('x'), null)).toThrow('The model "x" has no price here')
  })
})

describe('what is held back', () => {
  const asked = (bytes: number, maxOutputTokens: number | null): Asked => ({ ...askedOf(null), bytes, maxOutputTokens })
  const price = priceOf([LISTED], 'claude-sonnet-4-5')
  it.each([
    ['/v1/messages', asked(400, 1_000), 1_100],
    ['/v1/chat/completions', asked(401, 0), 101],
    ['/v1/responses', asked(0, null), 8_192],
    ['/v1/embeddings', asked(400, 1_000), 100],
    ['/v1/messages/count_tokens', asked(400, 1_000), 0],
    ['/v1/models', asked(0, null), 0],
    ['/v1/messages', asked(30_000_000, 1e15), 2_000_000],
  ])('%s %j', (path, request, tokens) => expect(reservationFor(path, request, null)).toEqual({ tokens, cost: 0 }))

  it('costs what it may cost at most', () => {
    expect(reservationFor('/v1/messages', asked(400, 1_000), price)).toEqual({ tokens: 1_100, cost: 375 + 15_000 })
  })
})

describe('whether something has to be counted', () => {
  it.each([
    [{}, {}, true, false],
    [{ allowedModels: [] }, {}, true, false],
    [{ requestsPerMinute: 1 }, {}, false, true],
    [{}, { requestsPerMinute: 1 }, true, true],
    [{ tokensPerMonth: 1 }, {}, true, true],
    [{}, { costPerMonth: 1 }, true, true],
    [{ tokensPerMonth: 1 }, { costPerMonth: 1 }, false, false],
  ])('%j %j, at the organization’s expense: %s', (organization, key, paid, counted) => {
    const limited = { organization: { ...NO_LIMITS, ...organization }, key: { ...NO_LIMITS, ...key } }
    expect(mustBeCounted(limited, paid)).toBe(counted)
  })
})

describe('whether it is too much', () => {
  it.each([
    [{ tokensPerMonth: 100 }, { tokens: 90, cost: 0 }, { tokens: 10, cost: 9 }, null],
    [{ tokensPerMonth: 100 }, { tokens: 90, cost: 0 }, { tokens: 11, cost: 0 }, { what: 'tokens', left: 10 }],
    [{ costPerMonth: 100 }, { tokens: 900, cost: 130 }, { tokens: 11, cost: 1 }, { what: 'cost', left: 0 }],
    [{}, { tokens: 1e12, cost: 1e12 }, { tokens: 1, cost: 1 }, null],
  ])('[G11] %j %j %j', (limits, used, wanted, over) => {
    const found = exceeded({ ...NO_LIMITS, ...limits }, used, wanted)
    if (over === null) expect(found).toBeNull()
    else expect(found).toMatchObject(over)
  })
})

describe('months', () => {
  it.each([
    ['2026-11-30T23:59:59.999Z', '2026-11', '2026-12-01T00:00:00.000Z'],
    ['2026-12-01T00:00:00.000Z', '2026-12', '2027-01-01T00:00:00.000Z'],
  ])('%s', (at, month, end) => {
    expect(monthOf(Date.parse(at))).toBe(month)
    expect(new Date(monthEnd(Date.parse(at))).toISOString()).toBe(end)
  })
})
