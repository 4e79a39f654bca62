// What a control plane answers while its database does not, to whoever holds a good credential.
import BetterSqlite from 'better-sqlite3'
import { expect, it, vi } from 'vitest'
import { describeEachDatabase, openNetwork, type TestDatabase } from '../database/testing.ts'
import { startControlPlaneForTest } from '../testing.ts'
import { cookieOf, signIn, signUp, upgrade } from './testing.ts'

describeEachDatabase('an outage of the database', (create) => {
  it('[K16] is 503 with Retry-After at every door, whatever is presented, and over when it is over', async () => {
    await using place = await create()
    await using database = await openBreakable(place)
    await using plane = await startControlPlaneForTest(async () => database)
    const ada = await plane.signUp('Ada')
    const { id: organizationId } = await plane.createOrganization(ada, 'North')
    const minted = await plane.call(ada.session, 'POST', '/v1/api-keys', { body: { organizationId, name: 'key' } })
    const { secret } = minted.body as { secret: string }
    const { token } = (await plane.call(ada.session, 'GET', '/api/auth/token')).body as { token: string }
    const presented: Record<string, string>[] = [
      { 'x-api-key': secret },
      { authorization: `Bearer ${ada.session}` },
      { authorization: `Bearer ${token}` },
      { cookie: cookieOf(await signIn(plane, ada)), origin: plane.url },
    ]
    await database.break()
    for (const given of presented) {
      const headers = { 'x-mooring-organization': organizationId, ...given }
      const ask = (path: string) => plane.call(null, 'GET', path, { headers })
      // What is remembered is good until it is known that nothing may be remembered.
      await vi.waitFor(async () => expect((await ask('/v1/me')).status).toBe(503), 5_000)
      for (const path of ['/v1/hosts', '/api/auth/token', '/ai/openai/v1/models']) {
        const answer = await ask(path)
        expect([path, answer.status, answer.headers.get('retry-after')]).toEqual([path, 503, '2'])
      }
      for (const path of [undefined, '/ai/openai/v1/responses']) {
        const answer = await upgrade(plane, headers, path)
        expect([path, answer.status, answer.headers.get('retry-after')]).toEqual([path, 503, '2'])
      }
    }
    if (database.dialect === 'postgres') {
      for (const answer of [await signIn(plane, ada), await signUp(plane, {})]) {
        expect([answer.status, answer.headers.get('retry-after'), answer.body]).toMatchObject([
          503,
          '2',
          { code: 'unavailable' },
        ])
      }
    }
    await database.mend()
    const back = async () => (await plane.call(secret, 'GET', '/v1/me')).status
    await vi.waitFor(async () => expect(await back()).toBe(200), 5_000)
  })
})

type Breakable = TestDatabase & { break: () => Promise<void>; mend: () => Promise<void> }

/** PostgreSQL behind a network that can be cut; a file of SQLite without the table that every credential is looked up in. */
async function openBreakable({ dialect, url }: TestDatabase): Promise<Breakable> {
  if (dialect === 'postgres') {
    const network = await openNetwork(url)
    const closed = { [Symbol.asyncDispose]: () => network[Symbol.asyncDispose]() }
    return { dialect, url: network.url, break: async () => network.cut(), mend: async () => network.mend(), ...closed }
  }
  const rename = async (from: string, to: string) => {
    const file = new BetterSqlite(url.slice('file:'.length))
    file.exec(`alter table "${from}" rename to "${to}"`)
    file.close()
  }
  return {
    dialect,
    url,
    break: () => rename('user', 'user_away'),
    mend: () => rename('user_away', 'user'),
    [Symbol.asyncDispose]: async () => undefined,
  }
}
