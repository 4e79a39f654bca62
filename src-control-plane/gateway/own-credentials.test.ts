// Callers who bring a provider credential of their own, and what becomes of one that is bad.
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import { DEFAULT_POLICY, type LedgerEntry, type LedgerPage, type Provider } from '#contract/gateway'
import { describeEachDatabase } from '../database/testing.ts'
import { usageRoutes } from '../ledger/index.ts'
import { policyRoutes } from '../policy/index.ts'
import { providerRoutes } from '../provider/index.ts'
import { gatewayRoutes } from './index.ts'
import {
  MORE_SECRETS,
  openGatewayForTest,
  type Person,
  PROVIDER_SECRET,
  type TestGateway,
  type TestServer,
} from './testing.ts'

const OWN = MORE_SECRETS[0]
const WRONG = 'sk-nobody-ever-accepted-this-one'
const MESSAGE = { model: 'claude-x', max_tokens: 64, messages: [{ role: 'user', content: 'hello' }] }

describeEachDatabase('credentials of one’s own', (create) => {
  let gateway: TestGateway
  let server: TestServer
  let north: string
  let ada: Person
  let bob: Person

  beforeAll(async () => {
    gateway = await openGatewayForTest(create)
    north = await gateway.addOrganization('North')
    ada = await gateway.addPerson('Ada', { [north]: 'admin' })
    bob = await gateway.addPerson('Bob', { [north]: 'member' })
    const { deps } = gateway
    server = await gateway.serve(gatewayRoutes(deps), providerRoutes(deps), usageRoutes(deps), policyRoutes(deps))
    for (const provider of ['anthropic', 'openai', 'gpu-box']) {
      const { anthropicBaseUrl, openaiBaseUrl } = gateway.upstream
      const baseUrl = provider === 'anthropic' ? anthropicBaseUrl : openaiBaseUrl
      const body = { baseUrl, model: 'scripted-1', secret: PROVIDER_SECRET }
      const path = `/v1/organizations/${north}/providers/${provider}`
      expect((await server.call(ada.session, 'PUT', path, { body })).status).toBe(200)
    }
  })
  beforeEach(() => {
    gateway.heal()
    gateway.upstream.follow({})
  })
  afterAll(() => gateway[Symbol.asyncDispose]())

  /** With exactly these headers. */
  const send = async (path: string, headers: Record<string, string>) => {
    const response = await fetch(new URL(path, server.url), {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body: JSON.stringify(MESSAGE),
    })
    return { status: response.status, text: await response.text() }
  }
  const lastEntry = async (): Promise<LedgerEntry | undefined> => {
    const page = await server.call(ada.session, 'GET', `/v1/organizations/${north}/requests?limit=1`)
    return (page.json as LedgerPage).entries[0]
  }
  const lastHeaders = () => gateway.upstream.requests.at(-1)?.headers ?? {}
  const ours = () => ({ 'x-mooring-token': bob.key })
  const MESSAGES = '/ai/anthropic/v1/messages'
  const COMPLETIONS = '/ai/openai/v1/chat/completions'
  const NAMED = '/ai/gpu-box/v1/chat/completions'

  it.each([
    [MESSAGES, { 'x-api-key': OWN }, 'byok-key', { 'x-api-key': OWN }],
    [MESSAGES, { authorization: `Bearer ${OWN}` }, 'byok-bearer', { authorization: `Bearer ${OWN}` }],
    [MESSAGES, { 'x-api-key': OWN, authorization: 'Bearer sk-other' }, 'byok-key', { 'x-api-key': OWN }],
    [COMPLETIONS, { authorization: `Bearer ${OWN}` }, 'byok-bearer', { authorization: `Bearer ${OWN}` }],
    [COMPLETIONS, { 'x-api-key': OWN }, 'byok-key', { authorization: `Bearer ${OWN}` }],
    [
      COMPLETIONS,
      { 'x-api-key': 'sk-other', authorization: `Bearer ${OWN}` },
      'byok-bearer',
      { authorization: `Bearer ${OWN}` },
    ],
    [NAMED, { authorization: `Bearer ${OWN}` }, 'byok-bearer', { authorization: `Bearer ${OWN}` }],
  ])('[G3] go upstream alone: %s with %j is %s', async (path, own, mode, sent) => {
    expect(await send(path, { ...ours(), ...own })).toMatchObject({ status: 200 })
    const { authorization, 'x-api-key': key } = lastHeaders()
    expect({ ...(authorization && { authorization }), ...(key && { 'x-api-key': key }) }).toEqual(sent)
    expect(JSON.stringify(lastHeaders())).not.toMatch(/moor_|0001/)
    expect(await lastEntry()).toMatchObject({ mode, hint: 'sk-s...0002', outcome: 'ok' })
  })

  it('[G3] are refused where the organization does not allow them, from the next request on, and never replaced by its own', async () => {
    const allow = (byok: boolean) =>
      server.call(ada.session, 'PUT', `/v1/organizations/${north}/gateway-policy`, {
        body: { ...DEFAULT_POLICY, byok },
      })
    expect((await allow(false)).status).toBe(200)
    const seen = gateway.upstream.requests.length
    const refused = await send(MESSAGES, { ...ours(), 'x-api-key': OWN })
    expect(refused.status).toBe(403)
    expect(JSON.parse(refused.text)).toMatchObject({ type: 'error', error: { type: 'permission_error' } })
    expect(await lastEntry()).toMatchObject({ outcome: 'refused', mode: null, hint: null })
    expect(gateway.upstream.requests.length).toBe(seen)
    expect((await send(MESSAGES, { 'x-api-key': bob.key })).status).toBe(200)
    await allow(true)
    expect((await send(MESSAGES, { ...ours(), 'x-api-key': OWN })).status).toBe(200)
  })

  it('[G5] that a provider refuses fail as the provider says it, with their own hint, and trouble nobody else', async () => {
    for (let i = 0; i < 8; i++) {
      const refused = await send(MESSAGES, { ...ours(), 'x-api-key': WRONG })
      expect(refused.status).toBe(401)
      expect(JSON.parse(refused.text)).toMatchObject({ error: { type: 'authentication_error' } })
    }
    expect(await lastEntry()).toMatchObject({ mode: 'byok-key', hint: 'sk-n...-one', status: 401, error: 'status-401' })
    expect((await send(MESSAGES, { ...ours(), 'x-api-key': OWN })).status).toBe(200)
    expect((await send(MESSAGES, { 'x-api-key': ada.key })).status).toBe(200)
    expect(await lastEntry()).toMatchObject({ mode: 'centralized', hint: 'sk-s...0001' })
    const listed = await server.call(ada.session, 'GET', `/v1/organizations/${north}/providers`)
    for (const { credentials } of listed.json as Provider[]) expect(credentials[0]?.health.state).toBe('healthy')
  })

  it('[G5] with which the provider fails again and again rest for a moment, and those of others do not', async () => {
    gateway.upstream.follow(({ headers }) =>
      headers['x-api-key'] === OWN ? { fault: { kind: 'status', status: 500 } } : {},
    )
    for (let i = 0; i < 5; i++) expect((await send(MESSAGES, { ...ours(), 'x-api-key': OWN })).status).toBe(500)
    const seen = gateway.upstream.requests.length
    const resting = await server.call(bob.key, 'POST', MESSAGES, {
      body: MESSAGE,
      headers: { ...ours(), 'x-api-key': OWN },
    })
    expect(resting).toMatchObject({ status: 503, json: { error: { type: 'overloaded_error' } } })
    expect(Number(resting.headers.get('retry-after'))).toBeGreaterThanOrEqual(10)
    expect(gateway.upstream.requests.length).toBe(seen)
    expect(await lastEntry()).toMatchObject({ outcome: 'refused', mode: 'byok-key', hint: 'sk-s...0002' })
    expect((await send(MESSAGES, { ...ours(), 'x-api-key': MORE_SECRETS[1] })).status).toBe(200)
    expect((await send(MESSAGES, { 'x-api-key': ada.key })).status).toBe(200)
  })
})
