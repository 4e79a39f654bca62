import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it, vi } from 'vitest'
import type { MintedApiKey } from '#contract/api-key'
import { LedgerPage } from '#contract/gateway'
import { startScriptedUpstream } from '../../e2e/fakes/index.ts'
import { createSqlite } from '../database/testing.ts'
import { type Person, startControlPlaneForTest, type TestControlPlane } from '../testing.ts'
import { mayRead } from './may-read.ts'

const TOKEN = 'a token that nobody guesses'
const MESSAGE = {
  model: 'claude-secretive-9',
  max_tokens: 5,
  messages: [{ role: 'user', content: 'a private question' }],
}

describe('who may read metrics', () => {
  const open = { token: null, behindProxy: false }
  const here = { address: '127.0.0.1', forwarded: false, authorization: null }
  const bearer = (token: string) => ({ ...here, address: '203.0.113.7', authorization: `Bearer ${token}` })
  it.each([
    [here, open, true],
    [{ ...here, address: '::1' }, open, true],
    [{ ...here, address: '::ffff:127.0.0.1' }, open, true],
    [{ ...here, address: '203.0.113.7' }, open, false],
    [{ ...here, address: '127.0.0.1.example' }, open, false],
    [{ ...here, address: null }, open, false],
    [{ ...here, forwarded: true }, open, false],
    [here, { ...open, behindProxy: true }, false],
    [bearer(TOKEN), { token: TOKEN, behindProxy: true }, true],
    [{ ...bearer(TOKEN), forwarded: true }, { token: TOKEN, behindProxy: true }, true],
    [bearer('another token of that length'), { token: TOKEN, behindProxy: false }, false],
    [bearer('null'), open, false],
    [{ ...here, authorization: 'Bearer wrong' }, { token: TOKEN, behindProxy: false }, true],
  ])('%j at %j: %s', (reader, door, may) => expect(mayRead(reader, door)).toBe(may))
})

describe('a control plane under observation', () => {
  /** A plane with one organization, its provider, and Ada's key. */
  async function openPlane(overrides: Parameters<typeof startControlPlaneForTest>[1] = {}, note = vi.fn()) {
    const stack = new AsyncDisposableStack()
    const upstream = stack.use(await startScriptedUpstream({ secret: 'sk-provider-secret-0001' }))
    const plane = stack.use(await startControlPlaneForTest(createSqlite, overrides, undefined, note))
    const ada = await plane.signUp('Ada')
    const { id } = await plane.createOrganization(ada, 'Nobody-else')
    const body = { baseUrl: upstream.anthropicBaseUrl, model: 'scripted-1', secret: 'sk-provider-secret-0001' }
    await plane.call(ada.session, 'PUT', `/v1/organizations/${id}/providers/anthropic`, { body })
    const minted = await plane.call(ada.session, 'POST', '/v1/api-keys', { body: { organizationId: id, name: 'key' } })
    const key = (minted.body as MintedApiKey).secret
    return { plane, upstream, ada, id, key, note, [Symbol.asyncDispose]: () => stack.disposeAsync() }
  }
  const latest = async (plane: TestControlPlane, ada: Person, id: string) =>
    LedgerPage.parse((await plane.call(ada.session, 'GET', `/v1/organizations/${id}/requests`)).body).entries[0]
  const sampleOf = (text: string, metric: string) =>
    Number(
      text
        .split('\n')
        .find((line) => line.startsWith(`${metric} `))
        ?.slice(metric.length),
    )

  it('counts what went through the gateway, and names no organization, person or model', async () => {
    await using place = await openPlane()
    const { plane, upstream, key, id } = place
    upstream.follow({ usage: { input: 11, output: 7, cacheRead: 3, cacheWrite: 0 } })
    await plane.call(key, 'POST', '/ai/anthropic/v1/messages', { body: MESSAGE })
    await plane.call(key, 'POST', '/ai/openai/v1/responses', { body: MESSAGE })
    const { text, status, headers } = await plane.call(null, 'GET', '/metrics')
    expect([status, headers.get('content-type')]).toEqual([200, expect.stringContaining('text/plain')])
    const labels = 'wire="anthropic",mode="centralized"'
    expect(sampleOf(text, `mooring_gateway_requests_total{${labels},outcome="ok",status="2xx"}`)).toBe(1)
    expect(text).toMatch(/mooring_gateway_requests_total\{wire="openai",mode="\w+",outcome="refused",status="4xx"\} 1/)
    expect(sampleOf(text, `mooring_gateway_tokens_total{${labels},kind="input"}`)).toBe(11)
    expect(sampleOf(text, `mooring_gateway_tokens_total{${labels},kind="cache-read"}`)).toBe(3)
    expect(sampleOf(text, `mooring_gateway_request_seconds_count{${labels},outcome="ok"}`)).toBe(1)
    expect(sampleOf(text, `mooring_gateway_first_byte_seconds_count{${labels}}`)).toBe(1)
    expect(sampleOf(text, 'mooring_gateway_requests_in_flight')).toBe(0)
    expect(sampleOf(text, 'mooring_ledger_rows_waiting')).toBe(0)
    expect(text).toContain('mooring_gateway_credentials{state="cooling"} 0')
    expect(text).toContain('process_resident_memory_bytes')
    for (const secret of [id, key, MESSAGE.model, 'Ada', 'sk-']) expect(text).not.toContain(secret)
  })

  it('counts what limits refuse, and what is under way', async () => {
    await using place = await openPlane()
    const { plane, upstream, ada, id, key } = place
    const limits = { requestsPerMinute: 1, tokensPerMonth: null, costPerMonth: null, allowedModels: ['claude-*'] }
    const body = { byok: true, keepPrompts: false, limits }
    await plane.call(ada.session, 'PUT', `/v1/organizations/${id}/gateway-policy`, { body })
    upstream.follow({ fault: { kind: 'silent' } })
    const leave = new AbortController()
    const hanging = fetch(new URL('/ai/anthropic/v1/messages', plane.url), {
      method: 'POST',
      headers: { 'x-api-key': key },
      body: JSON.stringify(MESSAGE),
      signal: leave.signal,
    })
    hanging.catch(() => undefined)
    await vi.waitFor(() => expect(upstream.requests).toHaveLength(1))
    await plane.call(key, 'POST', '/ai/anthropic/v1/messages', { body: MESSAGE })
    await plane.call(key, 'POST', '/ai/anthropic/v1/messages', { body: { ...MESSAGE, model: 'gpt-5' } })
    const { text } = await plane.call(null, 'GET', '/metrics')
    expect(sampleOf(text, 'mooring_gateway_requests_in_flight')).toBe(1)
    expect(sampleOf(text, 'mooring_gateway_limited_total{because="count"}')).toBe(1)
    expect(sampleOf(text, 'mooring_gateway_limited_total{because="model"}')).toBe(1)
    leave.abort()
    await vi.waitFor(async () => {
      const after = await plane.call(null, 'GET', '/metrics')
      expect(sampleOf(after.text, 'mooring_gateway_requests_in_flight')).toBe(0)
    })
  })

  it('shows them behind a proxy to whoever has the token', async () => {
    await using place = await startControlPlaneForTest(createSqlite, { trustedProxies: 1, metricsToken: TOKEN })
    const ask = async (headers: Record<string, string>) =>
      (await place.call(null, 'GET', '/metrics', { headers })).status
    expect(await ask({})).toBe(403)
    expect(await ask({ authorization: 'Bearer made up' })).toBe(403)
    expect(await ask({ authorization: `Bearer ${TOKEN}` })).toBe(200)
  })

  it('tells the log of each request under the id that its caller was told, and of nothing that was said', async () => {
    const note = vi.fn()
    await using place = await openPlane({}, note)
    const { plane, ada, id, key } = place
    const answer = await plane.call(key, 'POST', '/ai/anthropic/v1/messages', { body: MESSAGE })
    const requestId = answer.headers.get('x-request-id')
    expect(await latest(plane, ada, id)).toMatchObject({ id: requestId })
    const line = { id: requestId, organizationId: id, model: MESSAGE.model, status: 200, outcome: 'ok' }
    expect(note).toHaveBeenCalledWith('request', expect.objectContaining(line))
    for (const [path, status] of [
      ['/ai/anthropic/v1/messages', 401],
      ['/ai/nowhere', 401],
    ] as const) {
      const refused = await plane.call(null, 'POST', path, { body: MESSAGE })
      expect(refused.status).toBe(status)
      const told = { id: refused.headers.get('x-request-id'), status, outcome: 'refused' }
      expect(told.id).toMatch(/^req_/)
      expect(note).toHaveBeenCalledWith('request', told)
    }
    const unknown = await plane.call(key, 'GET', '/ai/openai/v1/files')
    expect([unknown.status, unknown.headers.get('x-request-id')]).toEqual([404, expect.stringMatching(/^req_/)])
    const told = JSON.stringify(note.mock.calls)
    for (const secret of [key, 'sk-', 'a private question']) expect(told).not.toContain(secret)
  })

  it('takes prices of its own before those that are listed, and refuses a file that it cannot use', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'mooring-prices-'))
    try {
      const pricesFile = join(folder, 'prices.json')
      const price = { input: 2, output: 3, cacheRead: 0, cacheWrite: 0 }
      await writeFile(pricesFile, JSON.stringify({ version: 'ours-1', models: { 'claude-secretive-*': price } }))
      await using place = await openPlane({ pricesFile })
      const { plane, ada, id, key } = place
      await plane.call(key, 'POST', '/ai/anthropic/v1/messages', { body: MESSAGE })
      expect(await latest(plane, ada, id)).toMatchObject({ cost: 11 * 2 + 7 * 3, priceVersion: 'ours-1' })
      for (const [text, reason] of [
        ['{', 'JSON'],
        ['{"version":"x","models":{"m":{"input":"much"}}}', 'models.m.input'],
        ['{"models":{}}', 'version'],
      ] as const) {
        await writeFile(pricesFile, text)
        const started = startControlPlaneForTest(createSqlite, { pricesFile })
        await expect(started).rejects.toThrow(new RegExp(`MOORING_PRICES.*${reason}`))
      }
      await rm(pricesFile)
      await expect(startControlPlaneForTest(createSqlite, { pricesFile })).rejects.toThrow('MOORING_PRICES')
    } finally {
      await rm(folder, { recursive: true })
    }
  })
})
