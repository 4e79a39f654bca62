import { afterAll, beforeAll, expect, it } from 'vitest'
import type { Provider, SavedProvider } from '#contract/gateway'
import { describeEachDatabase } from '../database/testing.ts'
import { gatewayRoutes } from '../gateway/index.ts'
import {
  openGatewayForTest,
  type Person,
  PROVIDER_SECRET,
  type TestGateway,
  type TestServer,
} from '../gateway/testing.ts'
import { createSecretBox } from '../secret/index.ts'
import { importProviders, listUsableProviders, providerRoutes } from './index.ts'

const OFFICIAL = 'https://anthropic.invalid'

describeEachDatabase('providers', (create) => {
  let gateway: TestGateway
  let server: TestServer
  let north: string
  let south: string
  let ada: Person
  let bob: Person

  beforeAll(async () => {
    gateway = await openGatewayForTest(create)
    north = await gateway.addOrganization('North')
    south = await gateway.addOrganization('South')
    ada = await gateway.addPerson('Ada', { [north]: 'admin', [south]: 'admin' })
    bob = await gateway.addPerson('Bob', { [north]: 'member' })
    server = await gateway.serve(providerRoutes(gateway.deps), gatewayRoutes(gateway.deps))
  })
  afterAll(() => gateway[Symbol.asyncDispose]())

  const save = (person: Person, organizationId: string, provider: string, body: object) =>
    server.call(person.session, 'PUT', `/v1/organizations/${organizationId}/providers/${provider}`, { body })
  const list = async (person: Person, organizationId: string) =>
    (await server.call(person.session, 'GET', `/v1/organizations/${organizationId}/providers`)).json as Provider[]
  const remove = (person: Person, organizationId: string, provider: string) =>
    server.call(person.session, 'DELETE', `/v1/organizations/${organizationId}/providers/${provider}`)

  it('lets admins save, replace and delete, and members see, never the secret', async () => {
    const request = { baseUrl: OFFICIAL, model: 'claude-x', secret: PROVIDER_SECRET }
    expect((await save(bob, north, 'anthropic', request)).status).toBe(403)
    const saved = await save(ada, north, 'anthropic', request)
    const expected = {
      id: 'anthropic',
      organizationId: north,
      credentials: [{ hint: 'sk-s...0001' }],
      baseUrl: OFFICIAL,
    }
    expect(saved).toMatchObject({ status: 200, json: { provider: expected, check: { outcome: 'unverified' } } })
    expect(saved.text).not.toContain(PROVIDER_SECRET)
    expect(await list(bob, north)).toEqual([(saved.json as SavedProvider).provider])
    expect(await list(ada, south)).toEqual([])
    const stored = await gateway.deps.read.selectFrom('providerCredential').selectAll().execute()
    expect(stored).toHaveLength(1)
    expect(JSON.stringify(stored)).not.toContain(PROVIDER_SECRET)

    const other = await save(ada, north, 'anthropic', {
      ...request,
      secret: 'sk-another-0123456789',
      model: 'claude-y',
    })
    expect(other.json).toMatchObject({ provider: { credentials: [{ hint: 'sk-a...6789' }], model: 'claude-y' } })
    expect((await remove(bob, north, 'anthropic')).status).toBe(403)
    expect((await remove(ada, north, 'anthropic')).status).toBe(204)
    expect((await remove(ada, north, 'anthropic')).status).toBe(404)
    expect(await list(bob, north)).toEqual([])
  })

  it('keeps a secret that is not sent again, for the address it was entered for', async () => {
    await save(ada, north, 'openai', { baseUrl: 'https://one.invalid/v1', model: 'm', secret: PROVIDER_SECRET })
    const kept = await save(ada, north, 'openai', { baseUrl: 'https://one.invalid/v2', model: 'n' })
    expect(kept).toMatchObject({
      status: 200,
      json: { provider: { credentials: [{ hint: 'sk-s...0001' }], model: 'n' } },
    })
    const moved = await save(ada, north, 'openai', { baseUrl: 'https://two.invalid/v1', model: 'n' })
    expect(moved).toMatchObject({ status: 400, json: { field: 'secret' } })
    const local = await save(ada, north, 'openai', { baseUrl: 'http://127.0.0.1:9/v1', model: 'n', secret: '' })
    expect(local).toMatchObject({ status: 200, json: { provider: { credentials: [] } } })
    await remove(ada, north, 'openai')
  })

  it.each([
    ['secret', { baseUrl: OFFICIAL, model: 'm' }],
    ['secret', { baseUrl: OFFICIAL, model: 'm', secret: '' }],
    ['secret', { baseUrl: OFFICIAL, model: 'm', secret: 'two words' }],
    ['baseUrl', { baseUrl: 'ftp://example.com', model: 'm', secret: 's' }],
    ['baseUrl', { baseUrl: 'https://user:pass@example.com', model: 'm', secret: 's' }],
    ['baseUrl', { baseUrl: 'https://example.com/?key=1', model: 'm', secret: 's' }],
    ['model', { baseUrl: OFFICIAL, model: ' ', secret: 's' }],
    ['model', { baseUrl: OFFICIAL, model: 'a\0b', secret: 's' }],
    ['provider', { baseUrl: OFFICIAL, model: 'm', secret: 's' }, 'Gemini'],
  ])('refuses a wrong %s and names it: %j', async (field, body, provider = 'anthropic') => {
    expect(await save(ada, south, provider, body)).toMatchObject({ status: 400, json: { code: 'bad-request', field } })
    expect(await list(ada, south)).toEqual([])
  })

  it('imports what was found outside, once, and never over what was saved', async () => {
    const { deps } = gateway
    await save(ada, south, 'openai', { baseUrl: 'http://127.0.0.1:9/v1', model: 'mine', secret: '' })
    const found = {
      anthropic: { secret: 'sk-ant-0123456789abcdef', baseUrl: OFFICIAL },
      openai: { secret: 'sk-oai-0123456789abcdef', baseUrl: 'https://api.openai.com/v1' },
    }
    expect(await importProviders(deps, south, found)).toEqual(['anthropic'])
    expect(await importProviders(deps, south, found)).toEqual([])
    expect(await list(ada, south)).toMatchObject([
      { id: 'anthropic', credentials: [{ hint: 'sk-a...cdef' }] },
      { id: 'openai', model: 'mine', credentials: [] },
    ])
    expect(await importProviders(deps, north, { openai: { secret: 's', baseUrl: 'not an address' } })).toEqual([])
    expect((await listUsableProviders(deps, gateway.scopeOf(ada, south))).map(({ id }) => id)).toEqual([
      'anthropic',
      'openai',
    ])
  })

  it('[G14] answers 503 for a secret that lies in another organization’s row, or was sealed by another instance', async () => {
    const { db } = gateway.deps
    const post = () =>
      server.call(ada.session, 'POST', '/ai/openai/v1/responses', {
        body: {},
        headers: { 'x-mooring-organization': south },
      })
    const baseUrl = gateway.upstream.openaiBaseUrl
    await save(ada, north, 'openai', { baseUrl, model: 'm', secret: PROVIDER_SECRET })
    const { sealedSecret } = await db
      .selectFrom('providerCredential')
      .select('sealedSecret')
      .where('organizationId', '=', north)
      .executeTakeFirstOrThrow()
    await save(ada, south, 'openai', { baseUrl, model: 'm', secret: PROVIDER_SECRET })
    const box = createSecretBox('the secret of quite another instance')
    for (const sealed of [sealedSecret, box.seal(PROVIDER_SECRET, `provider/${south}/openai`)]) {
      await db
        .updateTable('providerCredential')
        .set({ sealedSecret: sealed })
        .where('organizationId', '=', south)
        .where('providerId', '=', 'openai')
        .execute()
      expect(await post()).toMatchObject({ status: 503, json: { error: { code: 'unavailable' } } })
    }
    expect(gateway.upstream.requests.filter(({ method }) => method === 'POST')).toEqual([])
  })
})
