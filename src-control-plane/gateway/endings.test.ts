// How a request through the gateway ends when something goes wrong: with the provider, the client, the caller's right or the body.
import { once } from 'node:events'
import { request as httpRequest, type IncomingMessage } from 'node:http'
import { afterAll, beforeAll, beforeEach, expect, it, vi } from 'vitest'
import { Failure } from '#contract/failure'
import { describeEachDatabase } from '../database/testing.ts'
import { forward } from './index.ts'
import { MESSAGE, openWorkingGateway, type WorkingGateway } from './testing.ts'

describeEachDatabase('requests that end badly', (create) => {
  let gateway: WorkingGateway['gateway']
  let server: WorkingGateway['server']
  let north: WorkingGateway['north']
  let ada: WorkingGateway['ada']
  let usageOf: WorkingGateway['usageOf']
  let lastEntry: WorkingGateway['lastEntry']
  let lastRequest: WorkingGateway['lastRequest']
  let postMessage: WorkingGateway['postMessage']

  beforeAll(async () => {
    ;({ gateway, server, north, ada, usageOf, lastEntry, lastRequest, postMessage } = await openWorkingGateway(create))
  })
  beforeEach(() => gateway.heal())
  afterAll(() => gateway[Symbol.asyncDispose]())

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

  it('[G8] aborts upstream when a caller inside reads no further', async () => {
    async function* chunks() {
      yield 'first'
      await new Promise(() => undefined)
    }
    gateway.upstream.follow({ chunks: chunks() })
    const headers = { 'content-type': 'application/json' }
    const body = JSON.stringify({ ...MESSAGE, stream: true })
    const request = new Request('http://inside/ai/anthropic/v1/messages', { method: 'POST', headers, body })
    const reader = (await forward(gateway.deps, gateway.scopeOf(ada, north), request)).body?.getReader()
    await reader?.read()
    await reader?.cancel()
    expect(await lastRequest()?.clientLeft).toBe(true)
    await vi.waitFor(async () => expect(await lastEntry()).toMatchObject({ outcome: 'cancelled' }))
  })

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
