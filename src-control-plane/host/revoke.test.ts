import { expect, it, vi } from 'vitest'
import type { Host } from '#contract/host'
import { credentialHeaders, ORGANIZATION_HEADER } from '#contract/identity'
import type { Role } from '#contract/organization'
import { describeEachDatabase, type TestDatabase } from '../database/testing.ts'
import { failureResponse, newRouter } from '../http/index.ts'
import { openIdentityForTest } from '../identity/testing.ts'
import { hostRoutes } from './index.ts'

const ADAS = `host_${'a'.repeat(20)}`
const SERVICE = `host_${'s'.repeat(20)}`

async function openHosts(create: () => Promise<TestDatabase>) {
  const place = await openIdentityForTest(create)
  const { database, identity, now } = place
  const app = newRouter()
  app.onError(failureResponse)
  app.use('/v1/*', async (c, next) => {
    c.set('principal', await identity.authenticate(c.req.raw.headers))
    await next()
  })
  app.route('/', hostRoutes({ ...database, now, liveHost: () => null }))
  const organization = await place.addOrganization('North')
  const call = async (credential: string, method: string, path: string, body?: object, named = organization) => {
    const headers = {
      ...credentialHeaders(credential),
      [ORGANIZATION_HEADER]: named,
      'content-type': 'application/json',
    }
    const response = await app.request(path, {
      method,
      headers,
      body: body === undefined ? null : JSON.stringify(body),
    })
    const text = await response.text()
    return { status: response.status, body: text === '' ? null : JSON.parse(text) }
  }
  return {
    place,
    call,
    async person(name: string, role: Role) {
      const user = await place.addUser(name)
      await place.addMember(organization, user, role)
      return (await place.signIn(user)).token
    },
    serviceKey: async (role: 'member' | 'admin') =>
      (await place.addKey({ kind: 'service', organization, role })).secret,
    register: (credential: string, id: string) =>
      call(credential, 'POST', '/v1/hosts', { id, organizationId: organization, name: `of ${id.slice(5, 6)}` }),
    revoke: async (credential: string, id: string, named = organization) =>
      (await call(credential, 'DELETE', `/v1/hosts/${id}`, undefined, named)).status,
    listed: async (credential: string) => (await call(credential, 'GET', '/v1/hosts')).body as Host[],
    audited: () =>
      database.read
        .selectFrom('auditEntry')
        .select(['action', 'actorName', 'targetId', 'targetName'])
        .where('organizationId', '=', organization)
        .execute(),
    [Symbol.asyncDispose]: () => place[Symbol.asyncDispose](),
  }
}

describeEachDatabase('revoking a host', (create) => {
  it('is for its owner and for admins; it is gone then, told of and recorded once', async () => {
    await using hosts = await openHosts(create)
    const [ada, bob, carol] = [
      await hosts.person('Ada', 'member'),
      await hosts.person('Bob', 'member'),
      await hosts.person('Carol', 'admin'),
    ]
    const told: string[] = []
    using _ = hosts.place.database.changes.subscribe((change) => {
      if (change !== 'anything' && change.table === 'host') told.push(change.id)
    })
    await hosts.register(ada, ADAS)
    // The database's own word of it.
    await vi.waitFor(() => expect(told).toContain(ADAS))
    told.length = 0
    expect(await hosts.revoke(bob, ADAS)).toBe(403)
    expect(told).toEqual([])
    expect(await hosts.revoke(ada, ADAS)).toBe(204)
    expect(told).toContain(ADAS)
    expect(await hosts.revoke(ada, ADAS)).toBe(404)
    expect(await hosts.listed(bob)).toEqual([])
    await hosts.register(ada, ADAS)
    expect((await Promise.all([1, 2, 3].map(() => hosts.revoke(carol, ADAS)))).sort()).toEqual([204, 404, 404])
    const entry = { action: 'host-revoked', targetId: ADAS, targetName: 'of a' }
    const entries = await hosts.audited()
    expect(entries).toHaveLength(2)
    expect(entries).toEqual(
      expect.arrayContaining([
        { ...entry, actorName: 'Ada' },
        { ...entry, actorName: 'Carol' },
      ]),
    )
  })

  it('that a service key registered is for service keys and for admins', async () => {
    await using hosts = await openHosts(create)
    const [ada, key] = [await hosts.person('Ada', 'member'), await hosts.serviceKey('member')]
    await hosts.register(key, SERVICE)
    await hosts.register(ada, ADAS)
    expect(await hosts.revoke(ada, SERVICE)).toBe(403)
    expect(await hosts.revoke(key, ADAS)).toBe(403)
    expect(await hosts.revoke(key, SERVICE)).toBe(204)
    expect(await hosts.revoke(await hosts.serviceKey('admin'), ADAS)).toBe(204)
  })

  it('of another organization is not found, though it has the same id', async () => {
    await using hosts = await openHosts(create)
    const [ada, carol] = [await hosts.person('Ada', 'member'), await hosts.person('Carol', 'admin')]
    await hosts.register(ada, ADAS)
    const south = await hosts.place.addOrganization('South')
    const key = (await hosts.place.addKey({ kind: 'service', organization: south, role: 'admin' })).secret
    expect(await hosts.revoke(key, ADAS, south)).toBe(404)
    expect(await hosts.revoke(key, ADAS)).toBe(403)
    expect(await hosts.revoke(carol, `host_${'z'.repeat(20)}`)).toBe(404)
    expect(await hosts.listed(ada)).toHaveLength(1)
  })
})
