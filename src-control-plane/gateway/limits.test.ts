import { afterAll, beforeAll, beforeEach, expect, it, vi } from 'vitest'
import { type GatewayPolicy, type LedgerEntry, type LedgerPage, type Limits, NO_LIMITS } from '#contract/gateway'
import { describeEachDatabase } from '../database/testing.ts'
import { usageRoutes } from '../ledger/index.ts'
import { policyRoutes } from '../policy/index.ts'
import { providerRoutes } from '../provider/index.ts'
import { gatewayRoutes } from './index.ts'
import { openGatewayForTest, type Person, PROVIDER_SECRET, type TestGateway, type TestServer } from './testing.ts'

const MESSAGE = { model: 'claude-sonnet-4-5', max_tokens: 50, messages: [{ role: 'user', content: 'Hello' }] }
const PATHS: [string, string, object | undefined][] = [
  ['POST', '/ai/anthropic/v1/messages', MESSAGE],
  ['POST', '/ai/anthropic/v1/messages/count_tokens', MESSAGE],
  ['GET', '/ai/anthropic/v1/models', undefined],
  ['POST', '/ai/openai/v1/chat/completions', { ...MESSAGE, model: 'gpt-5' }],
  ['POST', '/ai/openai/v1/responses', { model: 'gpt-5', input: 'Hello' }],
  ['POST', '/ai/openai/v1/embeddings', { model: 'text-embedding-3-small', input: 'Hello' }],
  ['GET', '/ai/openai/v1/models', undefined],
]

describeEachDatabase('limits at the gateway', (create) => {
  let gateway: TestGateway
  let server: TestServer
  let organization: string
  let ada: Person

  beforeAll(async () => {
    gateway = await openGatewayForTest(create)
    const { deps } = gateway
    server = await gateway.serve(gatewayRoutes(deps), providerRoutes(deps), usageRoutes(deps), policyRoutes(deps))
  })
  afterAll(() => gateway[Symbol.asyncDispose]())

  beforeEach(async () => {
    organization = await gateway.addOrganization('North')
    ada = await gateway.addPerson('Ada', { [organization]: 'admin' })
    gateway.upstream.follow({})
    for (const [provider, baseUrl] of [
      ['anthropic', gateway.upstream.anthropicBaseUrl],
      ['openai', gateway.upstream.openaiBaseUrl],
    ]) {
      const body = { baseUrl, model: 'scripted-1', secret: PROVIDER_SECRET }
      await server.call(ada.session, 'PUT', `/v1/organizations/${organization}/providers/${provider}`, { body })
    }
  })

  async function limit(limits: Partial<Limits>, keepPrompts = false) {
    const policy: GatewayPolicy = { byok: true, keepPrompts, limits: { ...NO_LIMITS, ...limits } }
    const path = `/v1/organizations/${organization}/gateway-policy`
    expect((await server.call(ada.session, 'PUT', path, { body: policy })).status).toBe(200)
  }
  async function requests(): Promise<LedgerEntry[]> {
    const path = `/v1/organizations/${organization}/requests`
    return ((await server.call(ada.session, 'GET', path)).json as LedgerPage).entries
  }
  const ask = (method: string, path: string, body?: object) =>
    server.call(ada.key, method, path, body === undefined ? {} : { body })

  it('[G10] records every path, under the id that the caller was answered', async () => {
    const ids: (string | null)[] = []
    for (const [method, path, body] of PATHS) ids.unshift((await ask(method, path, body)).headers.get('x-request-id'))
    const rows = await requests()
    expect(rows.map(({ id }) => id).sort()).toEqual([...ids].sort())
    expect(rows.map(({ path, provider }) => `/ai/${provider}${path}`).sort()).toEqual(
      PATHS.map(([, path]) => path).sort(),
    )
  })

  it.each(PATHS)('[G10] limits %s %s too', async (method, path, body) => {
    await limit({ requestsPerMinute: 1 })
    await ask(method, path, body)
    const seen = gateway.upstream.requests.length
    const refused = await ask(method, path, body)
    expect(refused.status).toBe(429)
    expect(gateway.upstream.requests).toHaveLength(seen)
    const [row] = await requests()
    expect(row).toMatchObject({ id: refused.headers.get('x-request-id'), status: 429, outcome: 'refused' })
  })

  it('[G11] answers 429 in the provider’s shape and says when to come back, before upstream is called', async () => {
    await limit({ requestsPerMinute: 1 })
    await ask('POST', '/ai/anthropic/v1/messages', MESSAGE)
    const seen = gateway.upstream.requests.length
    const anthropic = await ask('POST', '/ai/anthropic/v1/messages', MESSAGE)
    expect(anthropic).toMatchObject({ status: 429, json: { type: 'error', error: { type: 'rate_limit_error' } } })
    const seconds = Number(anthropic.headers.get('retry-after'))
    expect(seconds).toBeGreaterThan(50)
    expect(seconds).toBeLessThanOrEqual(60)
    expect(anthropic.headers.get('x-should-retry')).toBe('true')
    const openai = await ask('POST', '/ai/openai/v1/responses', { model: 'gpt-5', input: 'Hello' })
    expect(openai).toMatchObject({ status: 429, json: { error: { code: 'too-many-requests' } } })
    expect(gateway.upstream.requests).toHaveLength(seen)
  })

  it('[G11] counts for the month what was used, and tells a client whose month is over not to wait', async () => {
    gateway.upstream.follow({ usage: { input: 900, output: 60, cacheRead: 0, cacheWrite: 0 } })
    await limit({ tokensPerMonth: 1_000 })
    expect((await ask('POST', '/ai/anthropic/v1/messages', MESSAGE)).status).toBe(200)
    const seen = gateway.upstream.requests.length
    const refused = await ask('POST', '/ai/anthropic/v1/messages', MESSAGE)
    expect(refused).toMatchObject({
      status: 429,
      json: { error: { message: expect.stringContaining('40 tokens are left') } },
    })
    expect(refused.headers.get('x-should-retry')).toBe('false')
    const now = new Date()
    const end = Date.UTC(now.getUTCFullYear(), now.getUTCMonth() + 1)
    expect(Math.abs(Number(refused.headers.get('retry-after')) - (end - now.getTime()) / 1_000)).toBeLessThan(60)
    expect(gateway.upstream.requests).toHaveLength(seen)
    expect((await ask('GET', '/ai/anthropic/v1/models')).status).toBe(200)
  })

  it('[G11] limits cost, and refuses what has no price', async () => {
    gateway.upstream.follow({ usage: { input: 100_000, output: 10, cacheRead: 0, cacheWrite: 0 } })
    await limit({ costPerMonth: 300_000 })
    expect((await ask('POST', '/ai/anthropic/v1/messages', MESSAGE)).status).toBe(200)
    expect((await requests())[0]).toMatchObject({ cost: 300_150 })
    expect((await ask('POST', '/ai/anthropic/v1/messages', MESSAGE)).status).toBe(429)
    const unknown = await ask('POST', '/ai/openai/v1/responses', { model: 'unheard-of', input: 'Hello' })
    expect(unknown).toMatchObject({ status: 403, json: { error: { message: expect.stringContaining('no price') } } })
  })

  it('[G11] refuses a model that is not allowed, for a key as for the organization', async () => {
    await limit({ allowedModels: ['claude-*', 'gpt-5'] })
    const keyId = gateway.keyIdOf(ada)
    const limits = { ...NO_LIMITS, allowedModels: JSON.stringify(['claude-*']), updatedAt: 1 }
    await gateway.deps.db
      .insertInto('keyLimit')
      .values({ organizationId: organization, id: keyId, ...limits })
      .execute()
    const seen = gateway.upstream.requests.length
    const openai = await ask('POST', '/ai/openai/v1/responses', { model: 'gpt-5', input: 'Hello' })
    expect(openai).toMatchObject({ status: 403, json: { error: { param: 'model' } } })
    expect(gateway.upstream.requests).toHaveLength(seen)
    const headers = { 'x-mooring-organization': organization }
    const body = { model: 'gpt-5', input: 'Hello' }
    // Ada herself may.
    expect((await server.call(ada.session, 'POST', '/ai/openai/v1/responses', { body, headers })).status).toBe(200)
    expect((await ask('POST', '/ai/anthropic/v1/messages', MESSAGE)).status).toBe(200)
    expect((await requests()).find(({ status }) => status === 403)).toMatchObject({
      outcome: 'refused',
      error: 'forbidden',
    })
  })

  it('[G11] holds nothing back any more for a request whose client left', async () => {
    await limit({ tokensPerMonth: 500 })
    gateway.upstream.follow({ fault: { kind: 'silent' } })
    const leave = new AbortController()
    const seen = gateway.upstream.requests.length
    const body = { ...MESSAGE, max_tokens: 400 }
    const left = server.open(ada.key, 'POST', '/ai/anthropic/v1/messages', { body, signal: leave.signal })
    left.catch(() => undefined)
    await vi.waitFor(() => expect(gateway.upstream.requests.length).toBe(seen + 1))
    expect((await ask('POST', '/ai/anthropic/v1/messages', body)).status).toBe(429)
    leave.abort()
    await vi.waitFor(async () => expect((await requests()).some(({ outcome }) => outcome === 'cancelled')).toBe(true))
    gateway.upstream.follow({})
    expect((await ask('POST', '/ai/anthropic/v1/messages', body)).status).toBe(200)
  })

  it.each([
    ['/ai/anthropic/v1/messages', MESSAGE, 'tool_use'],
    ['/ai/openai/v1/chat/completions', { ...MESSAGE, model: 'gpt-5' }, 'tool_calls'],
    ['/ai/openai/v1/responses', { model: 'gpt-5', input: 'Hello' }, 'completed'],
  ])('[G9] tells which tools were called at %s, and why it stopped, streamed or not', async (path, request, reason) => {
    const call = { name: 'read_file', input: { path: 'a' } }
    gateway.upstream.follow({ calls: [call, call, { ...call, name: 'write_file' }] })
    for (const stream of [false, true]) {
      expect((await ask('POST', path, { ...request, stream })).status).toBe(200)
      expect((await requests())[0]).toMatchObject({ tools: ['read_file', 'write_file'], stopReason: reason })
    }
  })

  it('keeps what was asked only while the organization wants that', async () => {
    const promptOf = async (id: string) =>
      server.call(ada.session, 'GET', `/v1/organizations/${organization}/requests/${id}/prompt`)
    await ask('POST', '/ai/anthropic/v1/messages', MESSAGE)
    await limit({}, true)
    await ask('POST', '/ai/anthropic/v1/messages', MESSAGE)
    const [later, earlier] = await requests()
    await vi.waitFor(async () => expect((await promptOf(later?.id ?? '')).status).toBe(200))
    expect((await promptOf(later?.id ?? '')).json).toMatchObject({ body: JSON.stringify(MESSAGE), truncated: false })
    expect((await promptOf(earlier?.id ?? '')).status).toBe(404)
  })

  it('met nothing that it did not expect', () => expect(gateway.reported).toEqual([]))
})
