// What a request costs, and that nothing is remembered for longer than it is true.
import { spawnSync } from 'node:child_process'
import { expect, it, vi } from 'vitest'
import { describeEachDatabase, openNetwork } from '../database/testing.ts'
import { openIdentityForTest, type TestIdentity } from './testing.ts'

const BETTER_SQLITE = import.meta.resolve('better-sqlite3')

describeEachDatabase('what is remembered of credentials', (create) => {
  const check = ({ identity }: TestIdentity, secret: string) =>
    identity.authenticate(new Headers({ authorization: `Bearer ${secret}` }))
  const denied = { code: 'not-signed-in' }

  async function openWithKeys(place: Parameters<typeof openIdentityForTest>[0] = create) {
    const test = await openIdentityForTest(place)
    const owner = await test.addUser('Ada')
    const organization = await test.addOrganization('North', { [owner]: 'owner' })
    await test.addOrganization('South', { [owner]: 'member' })
    return { test, owner, organization }
  }

  it('[K18] asks once and writes nothing when cold, and neither when warm, whatever the credential', async () => {
    const { test, owner, organization } = await openWithKeys()
    await using _test = test
    const session = await test.signIn(owner)
    const keys = [
      await test.addKey({ kind: 'member', owner, organization }),
      await test.addKey({ kind: 'personal', owner }),
      await test.addKey({ kind: 'service', organization, role: 'admin' }),
    ]
    const token = await test.identity.tokens.issue(await check(test, session.token))
    await test.settle()
    // The public keys of tokens are read once a minute, for all of them.
    await check(test, await test.identity.tokens.issue(await check(test, session.token)))
    for (const text of [session.token, ...keys.map(({ secret }) => secret), token]) {
      test.database.changes.announce('anything')
      expect(await test.statementsOf(() => check(test, text))).toEqual({ reads: 1, writes: 0 })
      expect(await test.statementsOf(() => check(test, text))).toEqual({ reads: 0, writes: 0 })
    }
    await test.identity.lastUsed.flush()
    expect(
      await test.database.read.selectFrom('apiKey').select('id').where('lastUsedAt', 'is', null).execute(),
    ).toEqual([])
    // What is written of a use a moment later is no change: it stays warm.
    for (const { secret } of keys) await check(test, secret)
    await test.identity.lastUsed.flush()
    await test.settle()
    for (const { secret } of keys) {
      expect(await test.statementsOf(() => check(test, secret))).toEqual({ reads: 0, writes: 0 })
    }
  })

  it('[K18] holds what stays open at no cost when warm', async () => {
    const { test, owner, organization } = await openWithKeys()
    await using _test = test
    const { secret } = await test.addKey({ kind: 'member', owner, organization })
    await test.settle()
    const principal = await check(test, secret)
    const ended = vi.fn()
    const cost = await test.statementsOf(async () => {
      for (let n = 0; n < 50; n++) test.identity.live.hold({ principal, scope: null, end: ended })
      await new Promise((resolve) => setImmediate(resolve))
    })
    expect(cost).toEqual({ reads: 0, writes: 0 })
    expect(ended).not.toHaveBeenCalled()
  })

  it('[K8] knows a deleted key no more, at once here and within a second on another replica or process', async () => {
    await using place = await create()
    const { test, owner, organization } = await openWithKeys({ url: place.url })
    await using _test = test
    const [here, there] = [
      await test.addKey({ kind: 'member', owner, organization }),
      await test.addKey({ kind: 'member', owner, organization }),
    ]
    await check(test, here.secret)
    await test.database.db.deleteFrom('apiKey').where('id', '=', here.id).execute()
    test.database.changes.announce({ table: 'apiKey', id: here.id, organizationId: organization, userId: owner })
    await expect(check(test, here.secret)).rejects.toMatchObject(denied)

    await check(test, there.secret)
    if (place.dialect === 'postgres') {
      await using replica = await openIdentityForTest({ url: place.url })
      await replica.database.db.deleteFrom('apiKey').where('id', '=', there.id).execute()
    } else deleteElsewhere(place.url.slice('file:'.length), there.id)
    const begun = performance.now()
    await vi.waitFor(() => expect(check(test, there.secret)).rejects.toMatchObject(denied))
    expect(performance.now() - begun).toBeLessThan(1_000)
  })

  it('[K9] denies a key that expires while it is remembered, and never remembers that a credential is not good', async () => {
    const { test, owner, organization } = await openWithKeys()
    await using _test = test
    const expiring = await test.addKey({ kind: 'member', owner, organization, expiresAt: test.now() + 10_000 })
    await test.settle()
    await check(test, expiring.secret)
    expect(await test.statementsOf(() => check(test, expiring.secret))).toEqual({ reads: 0, writes: 0 })
    // Long before it would be forgotten anyway.
    test.advance(10_000)
    for (let n = 0; n < 2; n++) {
      const cost = await test.statementsOf(() => expect(check(test, expiring.secret)).rejects.toMatchObject(denied))
      expect(cost).toEqual({ reads: 1, writes: 0 })
    }
  })

  it('forgets within half a minute whatever it was not told of', async () => {
    const { test, owner, organization } = await openWithKeys()
    await using _test = test
    const { secret } = await test.addKey({ kind: 'member', owner, organization })
    await test.settle()
    await check(test, secret)
    test.advance(29_000)
    expect(await test.statementsOf(() => check(test, secret))).toEqual({ reads: 0, writes: 0 })
    test.advance(2_000)
    expect(await test.statementsOf(() => check(test, secret))).toEqual({ reads: 1, writes: 0 })
  })

  it('[K16] says that it cannot know when the database is down, and never that a key is wrong', async () => {
    await using place = await create()
    if (place.dialect === 'sqlite') {
      const { test, owner, organization } = await openWithKeys({ url: place.url })
      await using _test = test
      const { secret } = await test.addKey({ kind: 'member', owner, organization })
      await check(test, secret)
      await test.database.read.destroy()
      test.database.changes.announce('anything')
      await expect(check(test, secret)).rejects.toMatchObject({ code: 'unavailable' })
      return
    }
    await using network = await openNetwork(place.url)
    const { test, owner, organization } = await openWithKeys({ url: network.url })
    await using _test = test
    const { secret } = await test.addKey({ kind: 'member', owner, organization })
    await check(test, secret)
    network.cut()
    // What is remembered is good until the feed is known to be down; from then on nothing is.
    await vi.waitFor(() => expect(check(test, secret)).rejects.toMatchObject({ code: 'unavailable' }))
    network.mend()
    await vi.waitFor(() => check(test, secret), 5_000)
  })

  it('[K16] remembers nothing while it could not be told of changes', async ({ skip }) => {
    await using place = await create()
    skip(place.dialect === 'sqlite', 'a file has no connection to lose')
    await using direct = await openIdentityForTest({ url: place.url })
    await using network = await openNetwork(place.url)
    const { test, owner, organization } = await openWithKeys({ url: network.url })
    await using _test = test
    const { secret, id } = await test.addKey({ kind: 'member', owner, organization })
    const listening = { ...test.database, changes: { ...test.database.changes, live: () => false } }
    const { createStandingCache } = await import('./standing-cache.ts')
    const { keyStanding } = await import('./standing.ts')
    using cache = createStandingCache(listening.changes, test.now)
    const look = () => cache.get('key', () => keyStanding({ ...test.database, now: test.now }, { id }))
    expect(await look()).toMatchObject({ standing: 'good' })
    await direct.database.db.deleteFrom('apiKey').where('id', '=', id).execute()
    expect(await look()).toMatchObject({ standing: 'gone' })
    await expect(check(test, secret)).rejects.toMatchObject(denied)
  })
})

/** As an operator might, with the file open in another process. */
function deleteElsewhere(file: string, id: string): void {
  const script = `import Database from ${JSON.stringify(BETTER_SQLITE)};
    new Database(${JSON.stringify(file)}).prepare('delete from "apiKey" where "id" = ?').run(${JSON.stringify(id)})`
  const { status, stderr } = spawnSync(process.execPath, ['--input-type=module', '-e', script])
  expect(status, String(stderr)).toBe(0)
}
