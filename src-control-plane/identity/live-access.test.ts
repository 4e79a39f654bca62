import { expect, it, vi } from 'vitest'
import type { Failure } from '#contract/failure'
import { describeEachDatabase, openNetwork } from '../database/testing.ts'
import { authorize } from './authorize.ts'
import { openIdentityForTest, type TestIdentity } from './testing.ts'

/** How soon what is revoked must have ended. Milliseconds. */
const AT_ONCE_MS = 1_000

describeEachDatabase('live access', (create) => {
  async function open(place: Parameters<typeof openIdentityForTest>[0] = create) {
    const test = await openIdentityForTest(place)
    const ada = await test.addUser('Ada')
    const organization = await test.addOrganization('North', { [ada]: 'member' })
    return { test, ada, organization }
  }

  async function hold({ identity }: TestIdentity, secret: string, organization: string) {
    const principal = await identity.authenticate(new Headers({ authorization: `Bearer ${secret}` }))
    const ended = Promise.withResolvers<Failure>()
    const end = vi.fn(ended.resolve)
    const held = identity.live.hold({ principal, scope: authorize(principal, organization, 'member'), end })
    return { held, end, ended: ended.promise }
  }

  async function within<T>(promise: Promise<T>): Promise<T> {
    const begun = performance.now()
    const value = await promise
    expect(performance.now() - begun).toBeLessThan(AT_ONCE_MS)
    return value
  }

  it('[K8] ends what a deleted key holds open, whoever deleted it', async () => {
    const { test, ada, organization } = await open()
    await using _test = test
    const key = await test.addKey({ kind: 'member', owner: ada, organization })
    const other = await test.addKey({ kind: 'member', owner: ada, organization })
    const first = await hold(test, key.secret, organization)
    const second = await hold(test, key.secret, organization)
    const kept = await hold(test, other.secret, organization)
    const { held, end } = await hold(test, key.secret, organization)
    held[Symbol.dispose]()
    await test.database.db.deleteFrom('apiKey').where('id', '=', key.id).execute()
    for (const { ended } of [first, second]) expect(await within(ended)).toMatchObject({ code: 'revoked' })
    expect(first.end).toHaveBeenCalledTimes(1)
    expect(kept.end).not.toHaveBeenCalled()
    expect(end).not.toHaveBeenCalled()
  })

  it('[K8] judges at once what is held after its key was deleted', async () => {
    const { test, ada, organization } = await open()
    await using _test = test
    const key = await test.addKey({ kind: 'member', owner: ada, organization })
    const principal = await test.identity.authenticate(new Headers({ 'x-api-key': key.secret }))
    await test.database.db.deleteFrom('apiKey').where('id', '=', key.id).execute()
    test.database.changes.announce({ table: 'apiKey', id: key.id, organizationId: organization, userId: ada })
    const ended = Promise.withResolvers<Failure>()
    test.identity.live.hold({ principal, scope: null, end: ended.resolve })
    expect(await within(ended.promise)).toMatchObject({ code: 'revoked', message: 'The API key was deleted.' })
  })

  it('[K9] ends what an expired key holds open, though nobody changes a row', async () => {
    const { test, ada, organization } = await open()
    await using _test = test
    const key = await test.addKey({ kind: 'member', owner: ada, organization, expiresAt: test.now() + 700 })
    const { ended } = await hold(test, key.secret, organization)
    expect(await within(ended)).toMatchObject({ code: 'revoked', message: 'The API key has expired.' })
    expect(test.now()).toBeGreaterThanOrEqual(0)
  })

  it('[K9] goes on for a sign-in that is extended while it is held', async () => {
    const { test, ada, organization } = await open()
    await using _test = test
    const session = await test.signIn(ada)
    const until = (at: number) => (test.database.dialect === 'sqlite' ? new Date(at).toISOString() : new Date(at))
    const extend = (ms: number) =>
      test.database.db
        .updateTable('session')
        .set({ expiresAt: until(test.now() + ms) })
        .where('id', '=', session.id)
        .execute()
    await extend(400)
    const { end, ended } = await hold(test, session.token, organization)
    await extend(1_200)
    const begun = test.now()
    expect(await ended).toMatchObject({ message: 'The sign-in has expired.' })
    expect(test.now() - begun).toBeGreaterThan(700)
    expect(end).toHaveBeenCalledTimes(1)
  })

  it('[K7] ends what a removed member, or one whose role changed, holds open in that organization alone', async () => {
    const { test, ada, organization } = await open()
    await using _test = test
    const elsewhere = await test.addOrganization('South', { [ada]: 'member' })
    const { token } = await test.signIn(ada)
    const here = await hold(test, token, organization)
    const there = await hold(test, token, elsewhere)
    const members = test.database.db.updateTable('member').where('userId', '=', ada)
    await members.where('organizationId', '=', elsewhere).set({ role: 'admin' }).execute()
    expect(await within(there.ended)).toMatchObject({ code: 'access-changed' })
    expect(here.end).not.toHaveBeenCalled()
    await test.database.db.deleteFrom('member').where('organizationId', '=', organization).execute()
    expect(await within(here.ended)).toMatchObject({ code: 'revoked', message: 'You are no longer a member of North.' })
  })

  it('a token that was minted with a lesser role goes on when its source has gained one', async () => {
    const { test, ada, organization } = await open()
    await using _test = test
    const { token: session, id } = await test.signIn(ada)
    const principal = await test.identity.authenticate(new Headers({ authorization: `Bearer ${session}` }))
    const { end, ended } = await hold(test, await test.identity.tokens.issue(principal), organization)
    await test.database.db.updateTable('member').set({ role: 'admin' }).execute()
    const again = await hold(test, await test.identity.tokens.issue(principal), organization)
    await test.database.db.deleteFrom('session').where('id', '=', id).execute()
    expect(await within(ended)).toMatchObject({ code: 'revoked', message: 'The sign-in was ended.' })
    expect(end).toHaveBeenCalledTimes(1)
    await within(again.ended)
  })

  it('ends nothing while the database cannot be asked, and everything that changed meanwhile once it can', async ({
    skip,
  }) => {
    await using place = await create()
    skip(place.dialect === 'sqlite', 'a file does not go away')
    await using network = await openNetwork(place.url)
    const { test, ada, organization } = await open({ url: network.url })
    await using _test = test
    await using direct = await openIdentityForTest({ url: place.url })
    const kept = await test.addKey({ kind: 'member', owner: ada, organization })
    const lost = await test.addKey({ kind: 'member', owner: ada, organization })
    const stays = await hold(test, kept.secret, organization)
    const goes = await hold(test, lost.secret, organization)
    network.cut()
    await vi.waitFor(() => expect(test.database.changes.live()).toBe(false))
    await direct.database.db.deleteFrom('apiKey').where('id', '=', lost.id).execute()
    await expect(test.identity.authenticate(new Headers({ 'x-api-key': kept.secret }))).rejects.toMatchObject({
      code: 'unavailable',
    })
    expect(goes.end).not.toHaveBeenCalled()
    network.mend()
    expect(await goes.ended).toMatchObject({ code: 'revoked' })
    expect(stays.end).not.toHaveBeenCalled()
  })
})
