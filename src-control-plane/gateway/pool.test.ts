// Several keys of the organization with one provider: who is asked with which, and what happens to one that is refused or limited.
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import type { LedgerEntry, LedgerPage, Provider, SavedProvider } from '#contract/gateway'
import { describeEachDatabase } from '../database/testing.ts'
import { usageRoutes } from '../ledger/index.ts'
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

const SECRETS = [PROVIDER_SECRET, ...MORE_SECRETS] as const
const MESSAGE = { model: 'gpt-x', messages: [{ role: 'user', content: 'hello' }] }
type Refusals = Record<string, { status: number; retryAfterSeconds?: number }>

describeEachDatabase('the keys of a provider', (create) => {
  let gateway: TestGateway
  let server: TestServer
  let north: string
  let ada: Person

  beforeAll(async () => {
    gateway = await openGatewayForTest(create)
    north = await gateway.addOrganization('North')
    ada = await gateway.addPerson('Ada', { [north]: 'admin' })
    server = await gateway.serve(gatewayRoutes(gateway.deps), providerRoutes(gateway.deps), usageRoutes(gateway.deps))
    const path = `/v1/organizations/${north}/providers/openai`
    const body = { baseUrl: gateway.upstream.openaiBaseUrl, model: 'm', secret: SECRETS[0] }
    await server.call(ada.session, 'PUT', path, { body })
    for (const secret of MORE_SECRETS)
      await server.call(ada.session, 'POST', `${path}/credentials`, { body: { secret } })
  })
  beforeEach(() => {
    gateway.heal()
    gateway.upstream.follow({})
  })
  afterAll(() => gateway[Symbol.asyncDispose]())

  const ask = () => server.call(ada.key, 'POST', '/ai/openai/v1/chat/completions', { body: MESSAGE })
  /** Which of the secrets were sent since, in order. */
  const sent = (since: number) =>
    gateway.upstream.requests
      .slice(since)
      .map(({ headers }) => SECRETS.findIndex((secret) => headers.authorization?.endsWith(secret)))
  const refuse = (refusals: Refusals) =>
    gateway.upstream.follow(({ headers }) => {
      const found = Object.entries(refusals).find(([secret]) => headers.authorization?.endsWith(secret))
      return found === undefined ? {} : { fault: { kind: 'status', ...found[1] } }
    })
  const count = () => gateway.upstream.requests.length
  const lastEntry = async (): Promise<LedgerEntry | undefined> => {
    const page = await server.call(ada.session, 'GET', `/v1/organizations/${north}/requests?limit=1`)
    return (page.json as LedgerPage).entries[0]
  }
  const states = async () => {
    const listed = await server.call(ada.session, 'GET', `/v1/organizations/${north}/providers`)
    return (listed.json as Provider[])[0]?.credentials.map(({ health }) => health.state)
  }

  it('take turns', async () => {
    const before = count()
    for (let i = 0; i < 6; i++) expect((await ask()).status).toBe(200)
    expect(sent(before)).toEqual([0, 1, 2, 0, 1, 2])
  })

  it.each([401, 429])('hand a request on when the provider answers %i, and rest', async (status) => {
    refuse({ [SECRETS[0]]: { status, retryAfterSeconds: 30 } })
    const before = count()
    expect((await ask()).status).toBe(200)
    expect(sent(before)).toEqual([0, 1])
    expect(await lastEntry()).toMatchObject({ outcome: 'ok', status: 200, hint: 'sk-s...0002' })
    expect(await states()).toEqual(['cooling', 'healthy', 'healthy'])
    for (let i = 0; i < 4; i++) await ask()
    expect(sent(before + 2)).not.toContain(0)
    expect(gateway.upstream.requests.at(-1)?.body).toBe(JSON.stringify(MESSAGE))
  })

  it('rest after a 403 only when another was served, since else it is about the request', async () => {
    refuse({ [SECRETS[0]]: { status: 403 } })
    expect((await ask()).status).toBe(200)
    expect(await states()).toEqual(['cooling', 'healthy', 'healthy'])
    gateway.heal()
    refuse(Object.fromEntries(SECRETS.map((secret) => [secret, { status: 403 }])))
    const before = count()
    expect((await ask()).status).toBe(403)
    expect(sent(before)).toEqual([0, 1, 2])
    expect(await states()).toEqual(['healthy', 'healthy', 'healthy'])
  })

  it('pass a limit on when all have met it, and then answer it themselves with the time until the first may be asked again', async () => {
    refuse(Object.fromEntries(SECRETS.map((secret, i) => [secret, { status: 429, retryAfterSeconds: 30 + 10 * i }])))
    const before = count()
    const limited = await ask()
    expect(limited).toMatchObject({ status: 429, json: { error: { type: 'rate_limit_exceeded' } } })
    expect(sent(before)).toEqual([0, 1, 2])
    const resting = await ask()
    expect(resting).toMatchObject({ status: 429, json: { error: { code: 'too-many-requests' } } })
    const seconds = Number(resting.headers.get('retry-after'))
    expect(seconds).toBeGreaterThan(25)
    expect(seconds).toBeLessThanOrEqual(30)
    expect(count()).toBe(before + 3)
    expect(await lastEntry()).toMatchObject({ outcome: 'refused', status: 429, mode: 'centralized', hint: null })
  })

  it('[G5] that are all refused answer 502 and name the last hint: the caller’s own credential is good', async () => {
    refuse(Object.fromEntries(SECRETS.map((secret) => [secret, { status: 401 }])))
    const before = count()
    const refused = await ask()
    expect(refused).toMatchObject({ status: 502, json: { error: { code: 'provider-failed' } } })
    expect(refused.text).toContain('sk-s...0003')
    expect(await lastEntry()).toMatchObject({
      outcome: 'failed',
      status: 502,
      mode: 'centralized',
      hint: 'sk-s...0003',
    })
    expect((await ask()).status).toBe(502)
    expect(count()).toBe(before + 3)
  })

  it('rest when the provider fails again and again, then let one request try', async () => {
    refuse(Object.fromEntries(SECRETS.map((secret) => [secret, { status: 503 }])))
    for (let i = 0; i < 15; i++) expect((await ask()).status).toBe(503)
    const before = count()
    const resting = await ask()
    expect(resting).toMatchObject({ status: 503, json: { error: { code: 'unavailable' } } })
    expect(Number(resting.headers.get('retry-after'))).toBeGreaterThan(10)
    expect(count()).toBe(before)
    expect(await states()).toEqual(['broken', 'broken', 'broken'])
  })

  it('that are taken away, or cannot be read, are not asked with again', async () => {
    const path = `/v1/organizations/${north}/providers/gpu-box`
    const body = { baseUrl: gateway.upstream.openaiBaseUrl, model: 'm', secret: SECRETS[0] }
    await server.call(ada.session, 'PUT', path, { body })
    const added = await server.call(ada.session, 'POST', `${path}/credentials`, { body: { secret: SECRETS[1] } })
    const [first, second] = (added.json as SavedProvider).provider.credentials
    const askNamed = () => server.call(ada.key, 'POST', '/ai/gpu-box/v1/chat/completions', { body: MESSAGE })
    await server.call(ada.session, 'DELETE', `${path}/credentials/${first?.id}`)
    const before = count()
    for (let i = 0; i < 3; i++) expect((await askNamed()).status).toBe(200)
    expect(sent(before)).toEqual([1, 1, 1])
    const row = gateway.deps.db.updateTable('providerCredential').set({ sealedSecret: 'v1.AAAA' })
    await row.where('id', '=', second?.id ?? '').execute()
    await server.call(ada.session, 'POST', `${path}/credentials`, { body: { secret: SECRETS[2] } })
    for (let i = 0; i < 3; i++) expect((await askNamed()).status).toBe(200)
    expect(sent(before + 3).filter((index) => index >= 0)).toContain(2)
    expect(sent(before + 3)).not.toContain(1)
  })
})
