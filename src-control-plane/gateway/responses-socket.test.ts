// The responses API over a WebSocket, through a whole control plane: refused before the 101, passed on verbatim after it, one row a turn.
import { once } from 'node:events'
import { afterAll, beforeAll, beforeEach, expect, it, vi } from 'vitest'
import { WebSocket } from 'ws'
import type { MintedApiKey } from '#contract/api-key'
import { DEFAULT_POLICY, type LedgerEntry, type LedgerPage, NO_LIMITS } from '#contract/gateway'
import { type ScriptedUpstream, startScriptedUpstream } from '../../e2e/fakes/index.ts'
import { describeEachDatabase } from '../database/testing.ts'
import { tryUpgrade } from '../http/testing.ts'
import { type Person, startControlPlaneForTest, type TestControlPlane } from '../testing.ts'

const SECRET = 'sk-scripted-organization-0001'
const OWN_SECRET = 'sk-of-the-caller-0001'
const USAGE = { input: 30, output: 5, cacheRead: 12, cacheWrite: 0 }

type Event = { type: string; stream_id?: string; status?: number; error?: { code: string; message: string } }
type Talk = { socket: WebSocket; events: Event[]; texts: string[]; closed: Promise<{ code: number }> }

describeEachDatabase('the responses WebSocket', (create) => {
  let plane: TestControlPlane
  let upstream: ScriptedUpstream
  let ada: Person
  let north: string
  let key: MintedApiKey

  beforeAll(async () => {
    upstream = await startScriptedUpstream({ secret: [SECRET, OWN_SECRET] })
    plane = await startControlPlaneForTest(create)
    ada = await plane.signUp('Ada')
    north = (await plane.createOrganization(ada, 'North')).id
    const body = { baseUrl: upstream.openaiBaseUrl, secret: SECRET, model: 'scripted-1' }
    expect((await plane.call(ada.session, 'PUT', `/v1/organizations/${north}/providers/openai`, { body })).status).toBe(
      200,
    )
    key = await mint()
  })
  afterAll(async () => {
    await plane[Symbol.asyncDispose]()
    await upstream[Symbol.asyncDispose]()
  })
  beforeEach(() => upstream.follow({ chunks: ['One ', 'two'], usage: USAGE }))

  let minted = 0
  const mint = async () => {
    minted += 1
    const body = { organizationId: north, name: `tools ${minted}` }
    return (await plane.call(ada.session, 'POST', '/v1/api-keys', { body })).body as MintedApiKey
  }
  const rows = async () => {
    const answer = await plane.call(ada.session, 'GET', `/v1/organizations/${north}/requests`)
    return (answer.body as LedgerPage).entries
  }
  const newRows = async (before: LedgerEntry[]) =>
    (await rows()).filter(({ id }) => !before.some((row) => row.id === id))
  const byKey = () => ({ 'x-api-key': key.secret })
  const addressOf = (path: string) => `${plane.url.replace('http', 'ws')}${path}`

  async function talk(headers: Record<string, string> = byKey()): Promise<Talk> {
    const socket = new WebSocket(addressOf('/ai/openai/v1/responses'), { headers })
    const texts: string[] = []
    const events: Event[] = []
    socket.on('message', (data) => {
      texts.push(data.toString())
      events.push(JSON.parse(data.toString()))
    })
    const closed = new Promise<{ code: number }>((resolve) => socket.on('close', (code) => resolve({ code })))
    await once(socket, 'open')
    return { socket, events, texts, closed }
  }
  const refusal = (headers: Record<string, string>, path = '/ai/openai/v1/responses') =>
    tryUpgrade(new URL(path, plane.url), headers)
  const turn = (more: object = {}) => JSON.stringify({ type: 'response.create', model: 'gpt-x', input: 'Hi', ...more })
  const ended = ({ events }: Talk, count = 1) =>
    vi.waitFor(() =>
      expect(events.filter(({ type }) => type === 'response.completed' || type === 'error')).toHaveLength(count),
    )
  const lastUpgrade = () => upstream.requests.findLast(({ method }) => method === 'UPGRADE')

  it('[G6] passes what is said on verbatim, both ways, and writes one row a turn', async () => {
    const before = await rows()
    const line = await talk()
    const first = `{ "type":"response.create",  "model": "gpt-x", "input":"\\u00fc ü" }`
    for (const message of [first, turn({ stream_id: 'a' }), turn({ stream_id: 'b' })]) line.socket.send(message)
    await ended(line, 3)
    const said = upstream.requests.filter(({ method }) => method === 'MESSAGE').slice(-3)
    expect(said[0]?.body).toBe(first)
    expect(line.texts.some((text) => text.includes('"delta":"One "'))).toBe(true)
    const added = await newRows(before)
    expect(added).toHaveLength(3)
    for (const row of added) {
      expect(row).toMatchObject({
        path: '/v1/responses',
        model: 'gpt-x',
        mode: 'centralized',
        hint: 'sk-s...0001',
        status: 200,
      })
      expect(row).toMatchObject({
        outcome: 'ok',
        inputTokens: 42,
        cacheReadTokens: 12,
        outputTokens: 5,
        stopReason: 'completed',
      })
    }
    line.socket.close()
    expect(await line.closed).toMatchObject({ code: 1005 })
  })

  it('[G2] gives upstream the provider key and nothing of the caller’s', async () => {
    const baggage = { cookie: 'a=b', 'x-forwarded-for': '10.9.8.7', 'openai-organization': 'org-elsewhere' }
    const line = await talk({ ...byKey(), ...baggage })
    const { headers = {} } = lastUpgrade() ?? {}
    expect(headers.authorization).toBe(`Bearer ${SECRET}`)
    for (const secret of [key.secret, ...Object.values(baggage)]) expect(JSON.stringify(headers)).not.toContain(secret)
    line.socket.terminate()
  })

  it('[G3] brings the caller’s own credential, and no key of the organization', async () => {
    const before = await rows()
    const line = await talk({ 'x-mooring-token': key.secret, authorization: `Bearer ${OWN_SECRET}` })
    expect(lastUpgrade()?.headers.authorization).toBe(`Bearer ${OWN_SECRET}`)
    line.socket.send(turn())
    await ended(line)
    expect(await newRows(before)).toMatchObject([{ mode: 'byok-bearer', hint: 'sk-o...0001' }])
    line.socket.terminate()
  })

  it('[K15] tries credentials in the order of resolution, and refuses before the 101', async () => {
    const bearer = (text: string) => ({ authorization: `Bearer ${text}` })
    const unknown = `moor_live_${'a'.repeat(42)}`
    const good: Record<string, string>[] = [
      byKey(),
      bearer(key.secret),
      { ...byKey(), ...bearer(unknown) },
      { ...byKey(), authorization: 'Basic abc' },
    ]
    for (const headers of good) (await talk(headers)).socket.terminate()
    const asked = upstream.requests.length
    const bad: Record<string, string>[] = [
      {},
      bearer(unknown),
      { 'x-api-key': unknown },
      { authorization: 'Basic abc' },
    ]
    for (const headers of bad)
      expect(await refusal(headers)).toMatchObject({ status: 401, body: { error: { code: 'not-signed-in' } } })
    expect(upstream.requests.length).toBe(asked)
  })

  it('[G10] refuses another path, a wire that has none, and what the provider refuses, in the provider’s shape', async () => {
    const before = await rows()
    expect(await refusal(byKey(), '/ai/openai/v1/chat/completions')).toMatchObject({ status: 404, body: { error: {} } })
    expect(await refusal(byKey(), '/ai/anthropic/v1/responses')).toMatchObject({ status: 404, body: { type: 'error' } })
    expect(await refusal(byKey(), '/ai/elsewhere/v1/responses')).toMatchObject({ status: 409 })
    const own = { 'x-mooring-token': key.secret, authorization: 'Bearer sk-not-good' }
    const refused = await refusal(own)
    expect(refused).toMatchObject({ status: 401, body: { error: { code: 'invalid_api_key' } } })
    const added = await newRows(before)
    expect(added[0]).toMatchObject({
      id: refused.headers.get('x-request-id'),
      outcome: 'failed',
      status: 401,
      mode: 'byok-bearer',
    })
    expect(added[1]).toMatchObject({ outcome: 'refused', status: 409, provider: 'elsewhere' })
    expect(added).toHaveLength(2)
  })

  it('[G11] holds each turn against what is allowed, and the connection goes on', async () => {
    const line = await talk()
    const limit = (allowedModels: string[] | null) => {
      const body = { ...DEFAULT_POLICY, limits: { ...NO_LIMITS, allowedModels } }
      return plane.call(ada.session, 'PUT', `/v1/organizations/${north}/gateway-policy`, { body })
    }
    expect((await limit(['gpt-allowed'])).status).toBe(200)
    const before = await rows()
    const asked = upstream.requests.length
    line.socket.send(turn({ stream_id: 'a' }))
    await ended(line)
    expect(line.events).toMatchObject([{ type: 'error', status: 403, stream_id: 'a', error: { code: 'forbidden' } }])
    expect(upstream.requests.length).toBe(asked)
    line.socket.send(turn({ model: 'gpt-allowed' }))
    await ended(line, 2)
    expect(await newRows(before)).toMatchObject([{ outcome: 'ok' }, { outcome: 'refused', status: 403 }])
    await limit(null)
    line.socket.terminate()
  })

  it('[G8] closes the provider’s side when the client leaves, and the row says so', async () => {
    const before = await rows()
    upstream.follow(({ method }) => (method === 'MESSAGE' ? { fault: { kind: 'silent' } } : {}))
    const line = await talk()
    line.socket.send(turn())
    await vi.waitFor(() => expect(upstream.requests.at(-1)?.method).toBe('MESSAGE'))
    const left = performance.now()
    line.socket.terminate()
    expect(await lastUpgrade()?.clientLeft).toBe(true)
    expect(performance.now() - left).toBeLessThan(1_000)
    expect(await newRows(before)).toMatchObject([{ outcome: 'cancelled', status: 499 }])
  })

  it('[G7] says what broke when the provider’s side does, and keeps what was used', async () => {
    const before = await rows()
    upstream.follow(({ method }) =>
      method === 'MESSAGE' ? { chunks: ['One', 'two'], fault: { kind: 'die', afterChunks: 1 } } : {},
    )
    const line = await talk()
    line.socket.send(turn())
    await line.closed
    expect(line.events.at(-1)).toMatchObject({ type: 'error', status: 502, error: { code: 'provider-failed' } })
    expect(await newRows(before)).toMatchObject([{ outcome: 'failed', error: 'provider-failed', model: 'gpt-x' }])
  })

  it('[K8] ends within a second when its key is deleted, and says why', async () => {
    const before = await rows()
    const brief = await mint()
    upstream.follow(({ method }) => (method === 'MESSAGE' ? { fault: { kind: 'silent' } } : {}))
    const line = await talk({ 'x-api-key': brief.secret })
    line.socket.send(turn())
    await vi.waitFor(() => expect(upstream.requests.at(-1)?.method).toBe('MESSAGE'))
    const deleted = performance.now()
    await plane.call(ada.session, 'DELETE', `/v1/api-keys/${brief.key.id}`)
    await line.closed
    expect(performance.now() - deleted).toBeLessThan(1_000)
    expect(line.events.at(-1)).toMatchObject({ type: 'error', status: 401, error: { code: 'revoked' } })
    expect(await lastUpgrade()?.clientLeft).toBe(true)
    expect(await newRows(before)).toMatchObject([{ outcome: 'cancelled', error: 'revoked' }])
  })
})
