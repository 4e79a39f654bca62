// Which of several credentials decides, for HTTP and for WebSocket upgrades alike, and when a browser's cookie is believed.
import { expect, it } from 'vitest'
import type { Me } from '#contract/identity'
import { HOST_HEADER } from '#contract/relay'
import { describeEachDatabase } from '../database/testing.ts'
import { newSecret } from '../secret/index.ts'
import { startControlPlaneForTest } from '../testing.ts'
import { cookieOf, signIn, upgrade } from './testing.ts'

describeEachDatabase('credentials', (create) => {
  /** Ada and Bob are in North; Ada's host is nobody else's, so the door tells them apart: it is open to her and not found by him. */
  async function open() {
    const plane = await startControlPlaneForTest(create)
    const [ada, bob] = [await plane.signUp('Ada'), await plane.signUp('Bob')]
    const { id: organizationId } = await plane.createOrganization(ada, 'North')
    const invited = await plane.call(ada.session, 'POST', `/v1/organizations/${organizationId}/invitations`, {
      body: {},
    })
    const token = new URL((invited.body as { link: string }).link).hash.slice(1)
    await plane.call(bob.session, 'POST', '/v1/invitations/accept', { body: { token } })
    const keyOf = async (session: string) => {
      const body = { organizationId, name: 'key' }
      return ((await plane.call(session, 'POST', '/v1/api-keys', { body })).body as { secret: string }).secret
    }
    const tokenOf = async (session: string) =>
      ((await plane.call(session, 'GET', '/api/auth/token')).body as { token: string }).token
    const host = { id: 'host_000000000000000000000001', name: 'laptop', organizationId }
    expect((await plane.call(ada.session, 'POST', '/v1/hosts', { body: host })).status).toBe(201)
    const common = { 'x-mooring-organization': organizationId, [HOST_HEADER]: host.id }
    const whoBy = async (headers: Record<string, string>) => {
      const answer = await plane.call(null, 'GET', '/v1/me', { headers: { ...common, ...headers } })
      return answer.status === 200 ? (answer.body as Me).user?.name : answer.status
    }
    return {
      plane,
      whoBy,
      upgradeBy: async (headers: Record<string, string>) => (await upgrade(plane, { ...common, ...headers })).status,
      ada: { session: ada.session, key: await keyOf(ada.session), token: await tokenOf(ada.session) },
      bob: { session: bob.session, key: await keyOf(bob.session), cookie: cookieOf(await signIn(plane, bob)) },
      [Symbol.asyncDispose]: () => plane[Symbol.asyncDispose](),
    }
  }

  const DOOR: Record<string, number> = { Ada: 101, Bob: 404 }

  it('[K15] are tried in one order, by HTTP and by WebSocket upgrades: the first that is good decides', async () => {
    await using test = await open()
    const { ada, bob, plane } = test
    const bearer = (text: string) => ({ authorization: `Bearer ${text}` })
    const own = { origin: plane.url }
    const rows: [string, Record<string, string>, string | number][] = [
      ['a valid Bearer session', bearer(ada.session), 'Ada'],
      ['a valid Bearer token', bearer(ada.token), 'Ada'],
      ['a valid Bearer key', bearer(ada.key), 'Ada'],
      ['a scheme in another case', { authorization: `bEARER  ${ada.key}` }, 'Ada'],
      ['a valid x-api-key', { 'x-api-key': ada.key }, 'Ada'],
      ['a valid x-mooring-token', { 'x-mooring-token': ada.key }, 'Ada'],
      ['a valid cookie', { cookie: bob.cookie, ...own }, 'Bob'],
      ['both, different: the Bearer', { ...bearer(ada.session), 'x-api-key': bob.key }, 'Ada'],
      ['both, the other way around', { ...bearer(bob.session), 'x-api-key': ada.key }, 'Bob'],
      ['x-mooring-token before a Bearer', { 'x-mooring-token': ada.token, ...bearer(bob.session) }, 'Ada'],
      ['a Bearer before a cookie', { ...bearer(ada.session), cookie: bob.cookie }, 'Ada'],
      ['a key before a cookie', { 'x-api-key': ada.key, cookie: bob.cookie }, 'Ada'],
      ['an unknown Bearer, then a key', { ...bearer('A'.repeat(32)), 'x-api-key': ada.key }, 'Ada'],
      ['an unknown key as Bearer, then a key', { ...bearer(newSecret()), 'x-api-key': ada.key }, 'Ada'],
      [
        'a token that nobody signed, then a key',
        { ...bearer(`${ada.token.slice(0, -9)}AAAAAAAAA`), 'x-api-key': ada.key },
        'Ada',
      ],
      ['a malformed Authorization, then a key', { authorization: 'Bearer', 'x-api-key': ada.key }, 'Ada'],
      ['Basic, then a key', { authorization: `Basic ${btoa('ada:secret')}`, 'x-api-key': ada.key }, 'Ada'],
      ['an unknown key, then a cookie', { 'x-api-key': newSecret(), cookie: bob.cookie, ...own }, 'Bob'],
      ['an invalid x-mooring-token, then a Bearer', { 'x-mooring-token': 'x', ...bearer(ada.session) }, 'Ada'],
      ['none', {}, 401],
      ['an unknown key', { 'x-api-key': newSecret() }, 401],
      ['a session as x-api-key in another case', { 'x-api-key': ada.session.toLowerCase() }, 401],
      ['Basic alone', { authorization: `Basic ${btoa('ada:secret')}` }, 401],
      ['a cookie without its signature', { cookie: bob.cookie.split('.').slice(0, 2).join('.'), ...own }, 401],
    ]
    for (const [name, headers, expected] of rows) {
      expect([name, await test.whoBy(headers)]).toEqual([name, expected])
      const status = typeof expected === 'number' ? expected : DOOR[expected]
      expect([name, await test.upgradeBy(headers)]).toEqual([name, status])
    }
  })

  it('[K15] in a cookie change something only from a page of our own, and open no WebSocket from another', async () => {
    await using test = await open()
    const { bob, plane } = test
    const create = async (headers: Record<string, string>) =>
      (await plane.call(null, 'POST', '/v1/organizations', { body: { name: 'South' }, headers })).status
    const { cookie } = bob
    const others: Record<string, string>[] = [
      {},
      { origin: 'null' },
      { origin: 'https://elsewhere.example' },
      { referer: plane.url },
    ]
    for (const headers of others) {
      expect(await create({ cookie, ...headers }), JSON.stringify(headers)).toBe(403)
      expect(await test.upgradeBy({ cookie, ...headers }), JSON.stringify(headers)).toBe(403)
      // Reading is safe: the browser keeps the answer from the other page.
      expect(await test.whoBy({ cookie, ...headers })).toBe('Bob')
    }
    expect(await create({ cookie, origin: plane.url })).toBe(201)
    expect(await test.upgradeBy({ cookie, origin: plane.url })).toBe(404)
    // Whoever holds a credential in hand needs no Origin, and may have any.
    expect(await create({ authorization: `Bearer ${bob.session}`, origin: 'https://elsewhere.example' })).toBe(201)
  })
})
