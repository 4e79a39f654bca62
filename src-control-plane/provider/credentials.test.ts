// The pool of a provider and one's own keys, by their routes.
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest'
import type { OwnCredential, Provider, SavedOwnCredential, SavedProvider } from '#contract/gateway'
import { describeEachDatabase } from '../database/testing.ts'
import {
  MORE_SECRETS,
  openGatewayForTest,
  type Person,
  PROVIDER_SECRET,
  type TestGateway,
  type TestServer,
} from '../gateway/testing.ts'
import { createSecretBox } from '../secret/index.ts'
import { openUpstream } from '../upstream/index.ts'
import { ownCredentialRoutes, providerRoutes, resealProviders } from './index.ts'

const WRONG = 'sk-nobody-ever-accepted-this-one'

describeEachDatabase('keys with providers', (create) => {
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
    server = await gateway.serve(providerRoutes(gateway.deps), ownCredentialRoutes(gateway.deps))
  })
  afterEach(async () => {
    gateway.upstream.follow({})
    for (const table of ['provider', 'ownCredential', 'gatewayPolicy'] as const)
      await gateway.deps.db.deleteFrom(table).execute()
  })
  afterAll(() => gateway[Symbol.asyncDispose]())

  const at = (path: string) => `/v1/organizations/${north}/${path}`
  const save = (body: object, provider = 'openai') =>
    server.call(ada.session, 'PUT', at(`providers/${provider}`), {
      body: { baseUrl: gateway.upstream.openaiBaseUrl, model: 'm', secret: PROVIDER_SECRET, ...body },
    })
  const add = (secret: string, person = ada, provider = 'openai') =>
    server.call(person.session, 'POST', at(`providers/${provider}/credentials`), { body: { secret } })
  const list = async () => (await server.call(bob.session, 'GET', at('providers'))).json as Provider[]
  const own = async (person: Person) =>
    (await server.call(person.session, 'GET', at('own-credentials'))).json as OwnCredential[]
  const saveOwn = (person: Person, secret: string, provider = 'openai') =>
    server.call(person.session, 'PUT', at(`own-credentials/${provider}`), { body: { secret } })

  it('are tried before they are kept: what the provider refuses is not kept, and what it offers is answered', async () => {
    const saved = await save({})
    expect(saved).toMatchObject({ status: 200, json: { check: { outcome: 'accepted', models: ['scripted-1'] } } })
    expect(gateway.upstream.requests.at(-1)).toMatchObject({
      path: '/v1/models',
      headers: { authorization: `Bearer ${PROVIDER_SECRET}` },
    })
    const refused = await save({ secret: WRONG, model: 'another' })
    expect(refused).toMatchObject({ status: 400, json: { code: 'bad-request', field: 'secret' } })
    expect(refused.text).not.toContain(WRONG)
    expect(await list()).toEqual([(saved.json as SavedProvider).provider])
    expect(await add(WRONG)).toMatchObject({ status: 400, json: { field: 'secret' } })
    expect((await list())[0]?.credentials).toHaveLength(1)
    const anthropic = await save({ baseUrl: gateway.upstream.anthropicBaseUrl }, 'anthropic')
    expect(anthropic).toMatchObject({ status: 200, json: { check: { outcome: 'accepted', models: ['scripted-1'] } } })
    expect(gateway.upstream.requests.at(-1)).toMatchObject({
      path: '/v1/models?limit=1000',
      headers: { 'x-api-key': PROVIDER_SECRET, 'anthropic-version': '2023-06-01' },
    })
  })

  it.each([
    ['is down', { kind: 'status', status: 503 }, '503'],
    ['redirects', { kind: 'status', status: 302 }, 'redirect'],
    ['has no such list', { kind: 'status', status: 404 }, 'Check the address'],
    ['answers a page', { kind: 'html', status: 200 }, 'something else'],
    ['breaks off', { kind: 'refuse' }, 'broke the connection'],
  ] as const)('are kept and said to be unverified where the provider %s', async (_how, fault, words) => {
    gateway.upstream.follow({ fault })
    const saved = await save({})
    expect(saved).toMatchObject({
      status: 200,
      json: { check: { outcome: 'unverified', message: expect.stringContaining(words) } },
    })
    expect(await list()).toHaveLength(1)
  })

  it('are not kept for an address that this control plane does not send to', async () => {
    await using upstream = openUpstream({ addresses: 'public' })
    const routes = providerRoutes({ ...gateway.deps, upstream })
    const careful = await gateway.serve(routes)
    const body = { baseUrl: 'http://127.0.0.1:9/v1', model: 'm', secret: PROVIDER_SECRET }
    const saved = await careful.call(ada.session, 'PUT', at('providers/openai'), { body })
    expect(saved).toMatchObject({ status: 400, json: { field: 'baseUrl' } })
    expect(await list()).toEqual([])
  })

  it('of a named server come and go one by one, at most ten, none twice, and are audited', async () => {
    await save({}, 'gpu-box')
    const added = await add(MORE_SECRETS[0], ada, 'gpu-box')
    expect(added).toMatchObject({ status: 201, json: { check: { outcome: 'accepted' } } })
    expect(added.text).not.toContain(MORE_SECRETS[0])
    const { credentials } = (added.json as SavedProvider).provider
    expect(credentials.map(({ hint, health }) => [hint, health.state])).toEqual([
      ['sk-s...0001', 'healthy'],
      ['sk-s...0002', 'healthy'],
    ])
    expect(await list()).toEqual([(added.json as SavedProvider).provider])
    expect(await add(MORE_SECRETS[0], ada, 'gpu-box')).toMatchObject({ status: 409, json: { field: 'secret' } })
    expect((await add(MORE_SECRETS[1], bob, 'gpu-box')).status).toBe(403)
    expect((await add(MORE_SECRETS[1], ada, 'nowhere')).status).toBe(404)
    const remove = (person: Person, id = '') =>
      server.call(person.session, 'DELETE', at(`providers/gpu-box/credentials/${id}`))
    expect((await remove(bob, credentials[0]?.id)).status).toBe(403)
    expect((await remove(ada, credentials[0]?.id)).status).toBe(204)
    expect((await remove(ada, credentials[0]?.id)).status).toBe(404)
    expect((await list())[0]?.credentials.map(({ hint }) => hint)).toEqual(['sk-s...0002'])
    await save({ baseUrl: 'http://127.0.0.1:9/v1', secret: PROVIDER_SECRET }, 'gpu-box')
    for (let i = 0; i < 9; i++) expect((await add(`sk-another-of-them-000${i}`, ada, 'gpu-box')).status).toBe(201)
    expect(await add('sk-one-too-many-000', ada, 'gpu-box')).toMatchObject({
      status: 409,
      json: { code: 'limit-reached' },
    })
    const entries = await gateway.deps.read
      .selectFrom('auditEntry')
      .selectAll()
      .where('targetId', '=', 'gpu-box')
      .execute()
    const actions = entries.map(({ action }) => action)
    expect(actions.filter((action) => action === 'provider-key-added')).toHaveLength(10)
    expect(actions.filter((action) => action === 'provider-key-removed')).toHaveLength(1)
    expect(JSON.stringify(entries)).not.toMatch(/sk-/)
  })

  it('can be tried again later; one that is refused then is passed over and shown so', async () => {
    await save({})
    const check = () => server.call(ada.session, 'POST', at('providers/openai/check'))
    expect(await check()).toMatchObject({ status: 200, json: { outcome: 'accepted', models: ['scripted-1'] } })
    gateway.upstream.follow({ fault: { kind: 'status', status: 401 } })
    expect(await check()).toMatchObject({
      json: { outcome: 'unverified', message: expect.stringContaining('sk-s...0001') },
    })
    expect((await list())[0]?.credentials[0]?.health).toMatchObject({ state: 'cooling', because: 'refused' })
    gateway.upstream.follow({})
    await check()
    expect((await list())[0]?.credentials[0]?.health).toEqual({ state: 'healthy' })
  })

  it('of one’s own are seen by oneself alone, tried, replaced and deleted', async () => {
    await save({})
    expect(await saveOwn(bob, WRONG)).toMatchObject({ status: 400, json: { field: 'secret' } })
    const saved = await saveOwn(bob, MORE_SECRETS[0])
    expect(saved).toMatchObject({
      status: 200,
      json: { credential: { provider: 'openai', hint: 'sk-s...0002', unusable: null }, check: { outcome: 'accepted' } },
    })
    expect(saved.text).not.toContain(MORE_SECRETS[0])
    expect(await own(bob)).toEqual([(saved.json as SavedOwnCredential).credential])
    expect(await own(ada)).toEqual([])
    expect((await list())[0]?.credentials).toHaveLength(1)
    const stored = await gateway.deps.read.selectFrom('ownCredential').selectAll().execute()
    expect(JSON.stringify(stored)).not.toContain(MORE_SECRETS[0])
    await saveOwn(bob, MORE_SECRETS[1])
    expect((await own(bob)).map(({ hint }) => hint)).toEqual(['sk-s...0003'])
    const remove = (person: Person) => server.call(person.session, 'DELETE', at('own-credentials/openai'))
    expect((await remove(ada)).status).toBe(404)
    expect((await remove(bob)).status).toBe(204)
    expect(await own(bob)).toEqual([])
    // A key or a token is no person (K12).
    expect((await server.call(bob.key, 'GET', at('own-credentials'))).status).toBe(403)
    expect((await saveOwn(bob, MORE_SECRETS[0], 'nowhere')).status).toBe(404)
  })

  it('of one’s own are of no use where the provider moved or the organization does not allow it, and go when their owner leaves', async () => {
    await save({})
    await saveOwn(bob, MORE_SECRETS[0])
    await save({ baseUrl: 'https://elsewhere.invalid/v1' })
    expect(await own(bob)).toMatchObject([{ unusable: 'address-changed' }])
    await save({})
    expect(await own(bob)).toMatchObject([{ unusable: null }])
    const policy = { organizationId: north, id: 'policy', byok: 0, keepPrompts: 0, updatedAt: 0 } as const
    const limits = { requestsPerMinute: null, tokensPerMonth: null, costPerMonth: null, allowedModels: null }
    await gateway.deps.db
      .insertInto('gatewayPolicy')
      .values({ ...policy, ...limits })
      .execute()
    expect(await own(bob)).toMatchObject([{ unusable: 'not-allowed' }])
    expect(await saveOwn(bob, MORE_SECRETS[1])).toMatchObject({ status: 403, json: { code: 'forbidden' } })
    const carol = await gateway.addPerson('Carol', { [north]: 'member' })
    await gateway.deps.db.deleteFrom('gatewayPolicy').execute()
    await saveOwn(carol, MORE_SECRETS[1])
    await gateway.deps.db
      .deleteFrom('member')
      .where('userId', '=', carol.principal.user?.id ?? '')
      .execute()
    const left = await gateway.deps.read.selectFrom('ownCredential').select('userId').execute()
    expect(left).toEqual([{ userId: bob.principal.user?.id }])
  })

  it('are sealed anew when the instance’s secret was exchanged, and one that nobody can read is left alone', async () => {
    const { db, read, secrets } = gateway.deps
    await save({})
    await saveOwn(bob, MORE_SECRETS[0])
    const box = createSecretBox('the new secret of this instance, long', [
      'an instance secret of at least 32 characters',
    ])
    expect(await resealProviders({ db }, box)).toBe(2)
    expect(await resealProviders({ db }, box)).toBe(0)
    const pooled = await read.selectFrom('providerCredential').selectAll().executeTakeFirstOrThrow()
    expect(box.open(pooled.sealedSecret, `provider/${north}/openai`)).toBe(PROVIDER_SECRET)
    const owned = await read.selectFrom('ownCredential').selectAll().executeTakeFirstOrThrow()
    expect(box.open(owned.sealedSecret, `own/${north}/${bob.principal.user?.id}/openai`)).toBe(MORE_SECRETS[0])
    expect(() => secrets.open(owned.sealedSecret, `own/${north}/${bob.principal.user?.id}/openai`)).toThrow()
    expect(await resealProviders({ db }, createSecretBox('quite another secret of an instance'))).toBe(0)
  })
})
