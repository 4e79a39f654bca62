// What stands before every door of the gateway: who is let in by which credential, and what is said while nobody can know.
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import type { MintedApiKey } from '#contract/api-key'
import { type ScriptedUpstream, startScriptedUpstream } from '../e2e/fakes/index.ts'
import { isOutage } from './database/index.ts'
import { openNetwork } from './database/proxy-testing.ts'
import { describeEachDatabase } from './database/testing.ts'
import { GATEWAY_DOORS } from './gateway/index.ts'
import { type Answer, tryUpgrade } from './http/testing.ts'
import { type Person, startControlPlaneForTest, type TestControlPlane } from './testing.ts'

const SECRET = 'sk-scripted-provider-secret-0001'
const UNKNOWN = `moor_live_${'a'.repeat(42)}`
const MESSAGE = { model: 'm', max_tokens: 1, input: 'x', messages: [{ role: 'user', content: 'hello' }] }

const DOORS = GATEWAY_DOORS.map((door) => door.replace(':provider', 'gpu-box').replace(':model', 'scripted-1'))

/** Rows of the ledger that were on their way when the database went are told of, and kept for when it is back. */
const unlessOutage = (error: unknown) => {
  if (!isOutage(error)) void Promise.reject(error)
}

const passedBy = (door: string) => (door.startsWith('UPGRADE') ? 101 : 200)

async function addProviders(
  plane: TestControlPlane,
  upstream: ScriptedUpstream,
  person: Person,
  organizationId: string,
) {
  for (const id of ['anthropic', 'openai', 'gpu-box']) {
    const baseUrl = id === 'anthropic' ? upstream.anthropicBaseUrl : upstream.openaiBaseUrl
    const path = `/v1/organizations/${organizationId}/providers/${id}`
    const answer = await plane.call(person.session, 'PUT', path, { body: { baseUrl, model: 'm', secret: SECRET } })
    expect(answer.status).toBe(200)
  }
}

async function mint(plane: TestControlPlane, person: Person, organizationId: string): Promise<string> {
  const answer = await plane.call(person.session, 'POST', '/v1/api-keys', { body: { organizationId, name: 'key' } })
  return (answer.body as MintedApiKey).secret
}

function ask(plane: TestControlPlane, door: string, headers: Record<string, string>): Promise<Answer> {
  const [method = '', path = ''] = door.split(' ')
  if (method === 'UPGRADE') return tryUpgrade(new URL(path, plane.url), headers)
  return plane.call(null, method, path, { headers, ...(method === 'GET' ? {} : { body: MESSAGE }) })
}

describeEachDatabase('the doors of the gateway', (create) => {
  let plane: TestControlPlane
  let upstream: ScriptedUpstream
  let ada: { session: string; key: string; token: string; in: Record<string, string> }
  let bob: { session: string; key: string; in: Record<string, string> }

  // Ada's organization has providers and answers 200; Bob's has none, which is 409: so the answer says who was believed.
  beforeAll(async () => {
    upstream = await startScriptedUpstream({ secret: [SECRET, 'sk-own-of-somebody'] })
    plane = await startControlPlaneForTest(create)
    const [a, b] = [await plane.signUp('Ada'), await plane.signUp('Bob')]
    const [north, south] = [await plane.createOrganization(a, 'North'), await plane.createOrganization(b, 'South')]
    await addProviders(plane, upstream, a, north.id)
    const { token } = (await plane.call(a.session, 'GET', '/api/auth/token')).body as { token: string }
    ada = { session: a.session, key: await mint(plane, a, north.id), token, in: { 'x-mooring-organization': north.id } }
    bob = { session: b.session, key: await mint(plane, b, south.id), in: { 'x-mooring-organization': south.id } }
  })
  afterAll(async () => {
    await plane[Symbol.asyncDispose]()
    await upstream[Symbol.asyncDispose]()
  })

  describe.each(DOORS)('%s', (door) => {
    it('[K15] believes the first good credential, in one order', async () => {
      const bearer = (text: string) => ({ authorization: `Bearer ${text}` })
      const [ADA, BOB] = [passedBy(door), 409]
      const rows: [string, Record<string, string>, number][] = [
        ['a valid Bearer key', bearer(ada.key), ADA],
        ['a valid Bearer session', { ...bearer(ada.session), ...ada.in }, ADA],
        ['a valid Bearer token', { ...bearer(ada.token), ...ada.in }, ADA],
        ['a valid x-api-key', { 'x-api-key': ada.key }, ADA],
        ['both, different: the Bearer', { ...bearer(ada.key), 'x-api-key': bob.key }, ADA],
        ['both, the other way around', { ...bearer(bob.key), 'x-api-key': ada.key }, BOB],
        ['an unknown Bearer, then a key', { ...bearer(UNKNOWN), 'x-api-key': ada.key }, ADA],
        ['a provider’s key as Bearer, then a key', { ...bearer('sk-own-of-somebody'), 'x-api-key': ada.key }, ADA],
        ['a malformed Authorization, then a key', { authorization: 'Bearer', 'x-api-key': ada.key }, ADA],
        ['Basic, then a key', { authorization: `Basic ${btoa('a:b')}`, 'x-api-key': ada.key }, ADA],
        [
          'x-mooring-token before a Bearer of another',
          { 'x-mooring-token': ada.key, ...bearer(bob.key), 'x-api-key': 'sk-own-of-somebody' },
          ADA,
        ],
        ['none', {}, 401],
        ['an unknown key', { 'x-api-key': UNKNOWN }, 401],
        ['a provider’s key alone', { 'x-api-key': 'sk-own-of-somebody' }, 401],
        ['Basic alone', { authorization: `Basic ${btoa('a:b')}` }, 401],
        ['another’s organization', { 'x-api-key': bob.key, ...ada.in }, 403],
      ]
      for (const [name, headers, status] of rows) {
        const before = upstream.requests.length
        const answer = await ask(plane, door, headers)
        const said = answer.text
        expect([name, answer.status]).toEqual([name, status])
        // What is accepted is no request yet: its turns are.
        if (status !== 101) expect(answer.headers.get('x-request-id')).toMatch(/^req_/)
        expect(upstream.requests.length - before, name).toBe(status === ADA ? 1 : 0)
        if (status !== ADA) {
          expect(JSON.parse(said)).toHaveProperty('error.message')
          for (const secret of [ada.key, bob.key, 'sk-own-of-somebody']) expect(said).not.toContain(secret)
        }
      }
    })
  })

  it('[G10] there are no others', async () => {
    const before = upstream.requests.length
    for (const path of [
      '/ai',
      '/ai/',
      '/ai/openai',
      '/ai/openai/v1/files',
      '/ai/anthropic/v1/complete',
      '/ai/gpu-box/v1/messages',
      '/ai/Nobody/v1/models',
    ]) {
      for (const method of ['GET', 'POST', 'PUT', 'DELETE']) {
        const answer = await ask(plane, `${method} ${path}`, { 'x-api-key': ada.key })
        expect([method, path, answer.status]).toEqual([method, path, 404])
        expect(answer.body).toBeTruthy()
      }
    }
    expect(upstream.requests.length).toBe(before)
  })
})

describeEachDatabase('the doors of the gateway while the database does not answer', (create) => {
  it('[K16] are 503 with Retry-After in the provider’s shape for a good key, never 401, and reach no provider', async ({
    skip,
  }) => {
    await using place = await create()
    skip(place.dialect === 'sqlite', 'a file does not go away')
    await using upstream = await startScriptedUpstream({ secret: SECRET })
    await using network = await openNetwork(place.url)
    const through = { ...place, url: network.url, [Symbol.asyncDispose]: async () => undefined }
    await using plane = await startControlPlaneForTest(async () => through, {}, unlessOutage)
    const ada = await plane.signUp('Ada')
    const { id } = await plane.createOrganization(ada, 'North')
    await addProviders(plane, upstream, ada, id)
    const headers = { 'x-api-key': await mint(plane, ada, id) }
    for (const door of DOORS) expect((await ask(plane, door, headers)).status).toBe(passedBy(door))
    network.cut()
    const seen = new Set<number>()
    await vi.waitFor(async () => {
      const { status } = await ask(plane, DOORS[0] ?? '', headers)
      seen.add(status)
      expect(status).toBe(503)
    })
    const before = upstream.requests.length
    for (const door of DOORS) {
      const answer = await ask(plane, door, headers)
      seen.add(answer.status)
      expect([door, answer.status]).toEqual([door, 503])
      expect(Number(answer.headers.get('retry-after'))).toBeGreaterThan(0)
      expect(answer.body).toHaveProperty('error.message')
    }
    expect(upstream.requests.length).toBe(before)
    expect([...seen]).not.toContain(401)
    network.mend()
    await vi.waitFor(async () => expect((await ask(plane, DOORS[0] ?? '', headers)).status).toBe(200), 5_000)
  })
})
