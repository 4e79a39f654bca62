import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import { describeEachDatabase } from '../database/testing.ts'
import { MESSAGE, openWorkingGateway, PROVIDER_SECRET, type WorkingGateway } from './testing.ts'

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
  let gateway: WorkingGateway['gateway']
  let server: WorkingGateway['server']
  let north: WorkingGateway['north']
  let empty: WorkingGateway['empty']
  let ada: WorkingGateway['ada']
  let bob: WorkingGateway['bob']
  let usageOf: WorkingGateway['usageOf']
  let requestsOf: WorkingGateway['requestsOf']
  let lastEntry: WorkingGateway['lastEntry']
  let lastRequest: WorkingGateway['lastRequest']
  let postMessage: WorkingGateway['postMessage']

  beforeAll(async () => {
    ;({ gateway, server, north, empty, ada, bob, usageOf, requestsOf, lastEntry, lastRequest, postMessage } =
      await openWorkingGateway(create))
  })
  beforeEach(() => gateway.heal())
  afterAll(() => gateway[Symbol.asyncDispose]())

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

  it('met nothing that it did not expect', () => expect(gateway.reported).toEqual([]))
})
