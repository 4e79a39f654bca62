import { once } from 'node:events'
import { request as httpRequest, type IncomingMessage } from 'node:http'
import { afterAll, beforeAll, beforeEach, expect, it, vi } from 'vitest'
import { Failure } from '#contract/failure'
import type { LedgerPage, UsageReport } from '#contract/gateway'
import { describeEachDatabase } from '../database/testing.ts'
import { usageRoutes } from '../ledger/index.ts'
import { providerRoutes } from '../provider/index.ts'
import { forward, gatewayRoutes } from './index.ts'
import { openGatewayForTest, type Person, PROVIDER_SECRET, type TestGateway, type TestServer } from './testing.ts'

const MESSAGE = { model: 'claude-x', max_tokens: 64, messages: [{ role: 'user', content: 'a private question' }] }
const ANTHROPIC_VERSION = { 'anthropic-version': '2023-06-01' }
/** What a hostile or careless client sends along. */
const BAGGAGE = {
  cookie: 'mooring.session_token=stolen',
  'x-forwarded-for': '10.9.8.7',
  forwarded: 'for=10.9.8.7',
  'x-mooring-user-claim': 'ceo',
  'x-actor-email': 'ceo@example.com',
  'openai-organization': 'org-elsewhere',
}

describeEachDatabase('the gateway', (create) => {
  let gateway: TestGateway
  let server: TestServer
  let north: string
  let empty: string
  let ada: Person
  let bob: Person

  beforeAll(async () => {
    gateway = await openGatewayForTest(create, {
      bounds: { firstByteMs: 300 },
      uploadBounds: { maxBytes: 10_000, stallMs: 300 },
    })
    north = await gateway.addOrganization('North')
    empty = await gateway.addOrganization('Empty')
    ada = await gateway.addPerson('Ada', { [north]: 'admin', [empty]: 'admin' })
    bob = await gateway.addPerson('Bob', { [empty]: 'member' })
    server = await gateway.serve(gatewayRoutes(gateway.deps), providerRoutes(gateway.deps), usageRoutes(gateway.deps))
    for (const [provider, baseUrl] of [
      ['anthropic', gateway.upstream.anthropicBaseUrl],
      ['openai', gateway.upstream.openaiBaseUrl],
    ]) {
      const body = { baseUrl, model: 'scripted-1', secret: PROVIDER_SECRET }
      const saved = await server.call(ada.session, 'PUT', `/v1/organizations/${north}/providers/${provider}`, { body })
      expect(saved.status).toBe(200)
    }
  })
  beforeEach(() => gateway.heal())
  afterAll(() => gateway[Symbol.asyncDispose]())

  const usageOf = async (organizationId: string) =>
    (await server.call(ada.session, 'GET', `/v1/organizations/${organizationId}/usage`)).json as UsageReport
  const requestsOf = async (organizationId: string) =>
    (await server.call(ada.session, 'GET', `/v1/organizations/${organizationId}/requests`)).json as LedgerPage
  const lastEntry = async (organizationId = north) => (await requestsOf(organizationId)).entries[0]
  const lastRequest = () => gateway.upstream.requests.at(-1)
  const postMessage = (body: object = MESSAGE, headers: Record<string, string> = ANTHROPIC_VERSION) =>
    server.call(ada.key, 'POST', '/ai/anthropic/v1/messages', { body, headers })

  it('[G2] gives upstream the provider key and no credential, cookie, forwarding or actor header of the caller', async () => {
    gateway.upstream.follow({})
    const calls: [string, string, object][] = [
      ['POST', '/ai/anthropic/v1/messages', MESSAGE],
      ['POST', '/ai/anthropic/v1/messages/count_tokens', MESSAGE],
      ['POST', '/ai/openai/v1/chat/completions', MESSAGE],
      ['POST', '/ai/openai/v1/responses', { model: 'gpt-x', input: 'Hello' }],
    ]
    const credentials = [
      { 'x-api-key': ada.key },
      { authorization: `Bearer ${ada.key}` },
      { authorization: `Bearer ${ada.session}`, 'x-mooring-organization': north },
      { authorization: 'Bearer sk-of-the-caller', 'x-api-key': ada.key },
    ]
    for (const [method, path, body] of calls) {
      for (const credential of credentials) {
        const response = await fetch(new URL(path, server.url), {
          method,
          headers: { 'content-type': 'application/json', ...ANTHROPIC_VERSION, ...BAGGAGE, ...credential },
          body: JSON.stringify(body),
        })
        expect(response.status, path).toBe(200)
        await response.text()
        const { headers = {} } = lastRequest() ?? {}
        expect(headers['x-api-key'] ?? headers.authorization).toBe(
          path.includes('anthropic') ? PROVIDER_SECRET : `Bearer ${PROVIDER_SECRET}`,
        )
        const sent = JSON.stringify(headers)
        for (const secret of [ada.key, ada.session, 'sk-of-the-caller', ...Object.values(BAGGAGE)]) {
          expect(sent).not.toContain(secret)
        }
        const expected = [
          'accept',
          'anthropic-version',
          'authorization',
          'connection',
          'content-length',
          'content-type',
        ]
        const known = [...expected, 'host', 'user-agent', 'x-api-key']
        expect(Object.keys(headers).filter((name) => !known.includes(name))).toEqual([])
      }
    }
  })

  it('[G6] passes the bytes of the body on as they are, and the answer back as it came', async () => {
    gateway.upstream.follow({ chunks: ['One ', 'two'] })
    const body = `{ "model":"claude-x",\n\t"max_tokens": 64.0, "messages":[{"role":"user","content":"\\u00fc ü"}],"stream":true }`
    const direct = await fetch(`${gateway.upstream.anthropicBaseUrl}/v1/messages`, {
      method: 'POST',
      headers: { 'x-api-key': PROVIDER_SECRET, ...ANTHROPIC_VERSION },
      body,
    })
    const through = await server.call(ada.key, 'POST', '/ai/anthropic/v1/messages?beta=true', { body })
    expect(lastRequest()).toMatchObject({ body, path: '/v1/messages?beta=true' })
    expect(through.text).toBe(await direct.text())
    expect(through.headers.get('content-type')).toBe(direct.headers.get('content-type'))
  })

  it('[G6] hands each piece on before the next one exists', async () => {
    const gate = Promise.withResolvers<void>()
    async function* chunks() {
      yield 'first'
      await gate.promise
      yield 'second'
    }
    gateway.upstream.follow({ chunks: chunks() })
    const response = await server.open(ada.key, 'POST', '/ai/anthropic/v1/messages', {
      body: { ...MESSAGE, stream: true },
    })
    const pieces = response.body?.pipeThrough(new TextDecoderStream()).getReader()
    let seen = ''
    while (!seen.includes('first')) {
      const piece = await pieces?.read()
      if (piece?.done !== false) throw new Error(`the answer ended after: ${seen}`)
      seen += piece.value
    }
    expect(seen).not.toContain('second')
    gate.resolve()
    for (let next = await pieces?.read(); next?.done === false; next = await pieces?.read()) seen += next.value
    expect(seen).toContain('second')
  })

  it.each([
    ['/ai/anthropic/v1/messages', MESSAGE, { inputTokens: 30, cacheReadTokens: 12, cacheWriteTokens: 4 }],
    ['/ai/openai/v1/chat/completions', MESSAGE, { inputTokens: 42, cacheReadTokens: 12, cacheWriteTokens: 0 }],
    ['/ai/openai/v1/responses', { model: 'claude-x', input: 'x' }, { inputTokens: 42, cacheReadTokens: 12 }],
  ])('[G9] counts the tokens of %s, streamed or not', async (path, request, counts) => {
    gateway.upstream.follow({ usage: { input: 30, output: 5, cacheRead: 12, cacheWrite: 4 } })
    for (const stream of [false, true]) {
      const body = { ...request, stream, ...(stream && { stream_options: { include_usage: true } }) }
      const { status } = await server.call(ada.key, 'POST', path, { body })
      expect(status).toBe(200)
      expect(await lastEntry()).toMatchObject({ ...counts, outputTokens: 5, model: 'claude-x', outcome: 'ok', status })
    }
  })

  it('sums the ledger by day and model, says who asked with what, and keeps no prompt', async () => {
    const before = await usageOf(north)
    gateway.upstream.follow({ usage: { input: 1_000, output: 100, cacheRead: 0, cacheWrite: 0 } })
    await postMessage({ ...MESSAGE, model: 'claude-sum' })
    await postMessage({ ...MESSAGE, model: 'claude-sum' })
    const after = await usageOf(north)
    expect(after.total.requests - before.total.requests).toBe(2)
    expect(after.total.inputTokens - before.total.inputTokens).toBe(2_000)
    const today = new Date().toISOString().slice(0, 10)
    const row = after.rows.find(({ model }) => model === 'claude-sum')
    expect(row).toMatchObject({ day: today, model: 'claude-sum', requests: 2, inputTokens: 2_000, outputTokens: 200 })
    expect(await lastEntry()).toMatchObject({
      provider: 'anthropic',
      path: '/v1/messages',
      mode: 'centralized',
      hint: 'sk-s...0001',
      principal: expect.stringMatching(/^key_/),
    })
    const rows = await gateway.deps.read.selectFrom('ledgerEntry').selectAll().execute()
    expect(JSON.stringify(rows)).not.toContain('a private question')
    expect(await usageOf(empty)).toMatchObject({ total: { requests: 0 }, rows: [] })
    expect(await requestsOf(empty)).toEqual({ entries: [], next: null })
  })

  it('[G4] never uses the central key for a request that announces a credential of its own', async () => {
    const seen = gateway.upstream.requests.length
    for (const own of [
      {},
      { 'x-api-key': ada.key },
      { authorization: `Bearer ${ada.key}` },
      { authorization: 'Basic abc' },
    ]) {
      const response = await fetch(new URL('/ai/anthropic/v1/messages', server.url), {
        method: 'POST',
        headers: { 'x-mooring-token': ada.key, ...own },
        body: JSON.stringify(MESSAGE),
      })
      expect(response.status).toBe(400)
      const body = await response.json()
      expect(body).toMatchObject({ error: { message: expect.stringContaining('x-mooring-token') } })
      expect(body).toMatchObject({ type: 'error', error: { type: 'invalid_request_error' } })
      expect(await lastEntry()).toMatchObject({ outcome: 'refused', mode: null, hint: null, status: 400 })
    }
    expect(gateway.upstream.requests.length).toBe(seen)
  })

  it('refuses a path that is no door, and a provider that is not there', async () => {
    const seen = gateway.upstream.requests.length
    const unknown = await server.call(ada.key, 'GET', '/ai/openai/v1/files')
    expect(unknown).toMatchObject({ status: 404, json: { error: { code: 'not-found' } } })
    const nothing = await server.call(bob.key, 'POST', '/ai/openai/v1/responses', { body: { model: 'm' } })
    expect(nothing).toMatchObject({ status: 409, json: { error: { code: 'no-model-configured' } } })
    expect(nothing.headers.get('x-should-retry')).toBe('false')
    expect(await lastEntry(empty)).toMatchObject({ outcome: 'refused', model: 'm', error: 'no-model-configured' })
    expect(gateway.upstream.requests.length).toBe(seen)
  })

  it('answers in the provider’s shape for whoever may not act, or does not say where', async () => {
    const elsewhere = { 'x-mooring-organization': north }
    const foreign = await server.call(bob.key, 'POST', '/ai/anthropic/v1/messages', { body: {}, headers: elsewhere })
    expect(foreign).toMatchObject({ status: 403, json: { error: { type: 'permission_error' } } })
    const nowhere = await server.call(ada.session, 'POST', '/ai/openai/v1/responses', { body: {} })
    expect(nowhere).toMatchObject({ status: 400, json: { error: { param: 'headers.x-mooring-organization' } } })
  })

  it('hands a provider’s own failure on with its advice, and records it', async () => {
    gateway.upstream.follow({ fault: { kind: 'status', status: 429, retryAfterSeconds: 7 } })
    const limited = await postMessage()
    expect(limited).toMatchObject({ status: 429, json: { error: { type: 'rate_limit_error' } } })
    expect(limited.headers.get('retry-after')).toBe('7')
    expect(await lastEntry()).toMatchObject({ outcome: 'failed', status: 429, error: 'status-429' })
  })

  it('[G7] [G14] turns a provider that refuses, is silent or redirects into a 502 or 504 of the provider’s shape', async () => {
    gateway.upstream.follow({ fault: { kind: 'refuse' } })
    expect(await postMessage()).toMatchObject({ status: 502, json: { error: { type: 'api_error' } } })
    expect(await lastEntry()).toMatchObject({ outcome: 'failed', status: 502, error: 'provider-failed' })
    gateway.upstream.follow({ fault: { kind: 'silent' } })
    expect(await postMessage()).toMatchObject({ status: 504, json: { error: { type: 'timeout_error' } } })
    expect(await lastEntry()).toMatchObject({ outcome: 'failed', status: 504, error: 'timeout' })
    gateway.upstream.follow({ fault: { kind: 'status', status: 307 } })
    expect((await postMessage()).status).toBe(502)
  })

  it('[K8] ends a stream of somebody who may no longer with an error event, before its first byte with a refusal', async () => {
    const revoked = new Failure('revoked', 'The API key was deleted.')
    async function* chunks() {
      yield 'One '
      await new Promise(() => undefined)
    }
    gateway.upstream.follow({ chunks: chunks() })
    const body = { ...MESSAGE, stream: true }
    const response = await server.open(ada.key, 'POST', '/ai/anthropic/v1/messages', { body })
    const pieces = response.body?.pipeThrough(new TextDecoderStream()).getReader()
    let seen = ''
    while (!seen.includes('One ')) {
      const piece = await pieces?.read()
      if (piece?.done !== false) throw new Error(`the answer ended after: ${seen}`)
      seen += piece.value
    }
    gateway.revoke(revoked)
    for (let next = await pieces?.read(); next?.done === false; next = await pieces?.read()) seen += next.value
    expect(seen).toMatch(
      /event: error\ndata: \{"type":"error","error":\{"type":"authentication_error","message":"The API key was deleted/,
    )
    expect(await lastEntry()).toMatchObject({ outcome: 'cancelled', status: 200, error: 'revoked', inputTokens: 11 })

    gateway.upstream.follow({ fault: { kind: 'silent' } })
    const requests = gateway.upstream.requests.length
    const early = postMessage()
    await vi.waitFor(() => expect(gateway.upstream.requests.length).toBe(requests + 1))
    gateway.revoke(revoked)
    expect(await early).toMatchObject({ status: 401, json: { error: { message: 'The API key was deleted.' } } })
    expect(await lastEntry()).toMatchObject({ outcome: 'cancelled', status: 401, error: 'revoked' })
  })

  it('[G7] ends a stream that broke upstream with an error event, and makes a 502 of a broken answer in one piece', async () => {
    gateway.upstream.follow({ chunks: ['One ', 'two'], fault: { kind: 'die', afterChunks: 1 } })
    const streamed = await postMessage({ ...MESSAGE, stream: true })
    expect(streamed.text).toContain('One ')
    expect(streamed.text).toMatch(/event: error\ndata: \{"type":"error","error":\{"type":"api_error".*\n\n$/)
    const broken = { outcome: 'failed', status: 200, error: 'provider-failed', inputTokens: 11 }
    expect(await lastEntry()).toMatchObject(broken)
    expect((await postMessage()).status).toBe(502)
    expect(await lastEntry()).toMatchObject({ outcome: 'failed', inputTokens: 0 })
  })

  it.each(['before the first byte', 'in the middle'])(
    '[G8] aborts upstream when the client leaves %s',
    async (moment) => {
      const early = moment === 'before the first byte'
      async function* chunks() {
        yield 'first'
        await new Promise(() => undefined)
      }
      gateway.upstream.follow(early ? { fault: { kind: 'silent' } } : { chunks: chunks() })
      const seen = gateway.upstream.requests.length
      const leave = new AbortController()
      const request = { body: { ...MESSAGE, model: moment, stream: true }, signal: leave.signal }
      const response = server.open(ada.key, 'POST', '/ai/anthropic/v1/messages', request)
      response.catch(() => undefined)
      await vi.waitFor(() => expect(gateway.upstream.requests.length).toBe(seen + 1))
      if (!early) await (await response).body?.getReader().read()
      leave.abort()
      expect(await lastRequest()?.clientLeft).toBe(true)
      await vi.waitFor(async () =>
        expect(await lastEntry()).toMatchObject({ model: moment, outcome: 'cancelled', status: early ? 499 : 200 }),
      )
      const rows = (await usageOf(north)).rows.find(({ model }) => model === moment)
      expect(rows?.requests).toBe(1)
    },
  )

  it('[G8] aborts upstream within 100 ms after the client left, also before the first byte', async () => {
    async function* chunks() {
      yield 'first'
      await new Promise(() => undefined)
    }
    const took: number[] = []
    for (let i = 0; i < 10; i++) {
      const early = i % 2 === 0
      gateway.upstream.follow(early ? { fault: { kind: 'delay', beforeFirstByteMs: 60_000 } } : { chunks: chunks() })
      const seen = gateway.upstream.requests.length
      const leave = new AbortController()
      const options = { body: { ...MESSAGE, stream: true }, signal: leave.signal }
      const response = server.open(ada.key, 'POST', '/ai/anthropic/v1/messages', options)
      response.catch(() => undefined)
      await vi.waitFor(() => expect(gateway.upstream.requests.length).toBe(seen + 1), { interval: 2 })
      if (!early) await (await response).body?.getReader().read()
      const before = performance.now()
      leave.abort()
      await lastRequest()?.clientLeft
      took.push(performance.now() - before)
    }
    // The fastest say what the code does; the slowest what else the machine does.
    expect(
      took
        .sort((one, other) => one - other)
        .slice(0, 5)
        .at(-1),
    ).toBeLessThan(100)
  })

  it('[G6] reads no faster from the provider than the client reads', async () => {
    const piece = 'x'.repeat(64 * 1024)
    let made = 0
    function* chunks() {
      for (; made < 4_000; made++) yield piece
    }
    gateway.upstream.follow({ chunks: chunks() })
    const leave = new AbortController()
    const options = { body: { ...MESSAGE, stream: true }, signal: leave.signal }
    const { body } = await server.open(ada.key, 'POST', '/ai/anthropic/v1/messages', options)
    const reader = body?.getReader()
    await reader?.read()
    let last = -1
    await vi.waitFor(
      () => {
        const before = last
        last = made
        expect(made).toBe(before)
      },
      { interval: 300, timeout: 10_000 },
    )
    // What fits into the buffers of four sockets, of 250 MB.
    expect(made).toBeLessThan(800)
    leave.abort()
  })

  it('[G14] refuses a body that does not arrive in time', async () => {
    const request = httpRequest(new URL('/ai/anthropic/v1/messages', server.url), {
      method: 'POST',
      headers: { 'x-api-key': ada.key, 'content-type': 'application/json', 'content-length': 1_000 },
    })
    request.on('error', () => undefined)
    request.write('{"model":"claude-x",')
    const [response] = (await once(request, 'response')) as [IncomingMessage]
    let text = ''
    for await (const chunk of response) text += chunk
    expect(response.statusCode).toBe(408)
    expect(JSON.parse(text)).toMatchObject({ type: 'error', error: { type: 'timeout_error' } })
    expect(await lastEntry()).toMatchObject({ outcome: 'refused', status: 408, error: 'request-timeout', hint: null })
    request.destroy()
  })

  it('[G14] refuses a body over the limit, announced or not, and tells the size', async () => {
    const large = { ...MESSAGE, padding: 'x'.repeat(20_000) }
    const announced = await postMessage(large)
    expect(announced).toMatchObject({ status: 413, json: { error: { type: 'request_too_large' } } })
    async function* pieces() {
      for (let i = 0; i < 20; i++) yield new TextEncoder().encode('x'.repeat(1_000))
    }
    const unannounced = new Request(new URL('/ai/anthropic/v1/messages', server.url), {
      method: 'POST',
      body: ReadableStream.from(pieces()),
      duplex: 'half',
    })
    expect((await forward(gateway.deps, gateway.scopeOf(ada, north), unannounced)).status).toBe(413)
    expect(await lastEntry()).toMatchObject({ outcome: 'refused', status: 413 })
  })

  it('passes malformed JSON on: the provider says what is wrong with it', async () => {
    gateway.upstream.follow({ fault: { kind: 'status', status: 400, message: 'not JSON' } })
    const answer = await server.call(ada.key, 'POST', '/ai/anthropic/v1/messages', { body: '{"model":' })
    expect(answer).toMatchObject({ status: 400, json: { error: { message: 'not JSON' } } })
    expect(lastRequest()?.body).toBe('{"model":')
    expect(await lastEntry()).toMatchObject({ model: null, status: 400 })
  })

  it('met nothing that it did not expect', () => expect(gateway.reported).toEqual([]))
})
