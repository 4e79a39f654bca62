import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import { describeEachDatabase } from '../database/testing.ts'
import { newId } from '../secret/index.ts'
import { type Person, startKeysForTest, type TestKeys } from './testing.ts'

/** K8: for every replica to know. Milliseconds. */
const EVERYWHERE_MS = 1_000

describeEachDatabase('the end of a key', (create) => {
  let test: TestKeys
  let ada: Person
  let bob: Person
  let north: string
  let foreign: string

  beforeAll(async () => {
    test = await startKeysForTest(create)
    ada = await test.signUp('Ada')
    bob = await test.signUp('Bob')
    north = await test.createOrganization(ada, 'North')
    foreign = await test.createOrganization(await test.signUp('Carol'), 'Foreign')
    await test.join(bob, north)
  })
  afterAll(() => test[Symbol.asyncDispose]())

  const mint = (person: Person) => test.mint(person, { organizationId: north, name: newId('key') })
  const remove = (person: Person, id: string) => test.call(person.session, 'DELETE', `/v1/api-keys/${id}`)
  const removeAsAdmin = (person: Person, id: string, query: string, organizationId = north) =>
    test.call(person.session, 'DELETE', `/v1/organizations/${organizationId}/api-keys/${id}${query}`)

  it('[K8] makes the next request 401, here at once and on another replica within a second', async () => {
    const replica = await test.startReplica()
    const { key, secret } = await mint(ada)
    const use = (call: typeof test.call) => call(secret, 'GET', '/v1/me')
    expect((await use(test.call)).status).toBe(200)
    expect((await use(replica.call)).status).toBe(200)
    expect((await remove(ada, key.id)).status).toBe(204)
    expect((await use(test.call)).status).toBe(401)
    await vi.waitFor(async () => expect((await use(replica.call)).status).toBe(401), {
      timeout: EVERYWHERE_MS,
      interval: 10,
    })
  })

  it('[K9] a key that expires while it is cached is 401', async () => {
    const days = await test.mint(ada, { organizationId: north, name: 'a week', expiresInDays: 7 })
    const date = await test.mint(ada, { organizationId: north, name: 'a date', expiresAt: test.now() + 60_000 })
    const use = async (secret: string) => (await test.call(secret, 'GET', '/v1/me')).status
    expect([await use(days.secret), await use(date.secret)]).toEqual([200, 200])
    test.advance(60_000)
    expect([await use(days.secret), await use(date.secret)]).toEqual([200, 401])
    test.advance(7 * 24 * 3600 * 1000 - 61_000)
    expect(await use(days.secret)).toBe(200)
    test.advance(1_000)
    expect(await use(days.secret)).toBe(401)
  })

  it('is for its owner: to everybody else the key does not exist', async () => {
    const { key, secret } = await mint(ada)
    for (const id of [key.id, 'key_made_up']) {
      expect(await remove(bob, id)).toMatchObject({ status: 404, body: { code: 'not-found' } })
    }
    expect((await test.call(secret, 'GET', '/v1/me')).status).toBe(200)
  })

  it('[K13] an admin deletes the key of a member and says why; both kinds of deletion are in the audit', async () => {
    const [own, deleted] = [await mint(bob), await mint(bob)]
    expect((await remove(bob, own.key.id)).status).toBe(204)
    expect((await removeAsAdmin(ada, deleted.key.id, '?reason=left%20the%20team')).status).toBe(204)
    expect((await test.call(deleted.secret, 'GET', '/v1/me')).status).toBe(401)
    const minted = { action: 'api-key-minted', actorName: 'Bob', organizationId: north, from: '127.0.0.1' }
    expect(await test.auditOf(own.key.id)).toMatchObject([
      minted,
      { action: 'api-key-deleted', actorUserId: bob.userId, targetName: own.key.name, details: { kind: 'member' } },
    ])
    expect(await test.auditOf(deleted.key.id)).toMatchObject([
      minted,
      {
        action: 'api-key-deleted',
        actorUserId: ada.userId,
        targetName: deleted.key.name,
        details: { kind: 'member', owner: 'Bob', reason: 'left the team' },
      },
    ])
  })

  it('[K13] is refused to an admin without a reason, to members, and beyond the organization', async () => {
    const { key } = await mint(ada)
    const personal = await test.mint(bob, { kind: 'personal', name: newId('key') })
    for (const query of ['', '?reason=', '?reason=%20', `?reason=${'x'.repeat(201)}`]) {
      expect(await removeAsAdmin(ada, key.id, query)).toMatchObject({ status: 400, body: { field: 'reason' } })
    }
    expect((await removeAsAdmin(bob, key.id, '?reason=envy')).status).toBe(403)
    expect((await removeAsAdmin(ada, key.id, '?reason=x', foreign)).status).toBe(403)
    expect((await removeAsAdmin(ada, personal.key.id, '?reason=x')).status).toBe(404)
    expect((await test.auditOf(key.id)).map(({ action }) => action)).toEqual(['api-key-minted'])
    expect(await test.auditOf(personal.key.id)).toEqual([])
  })

  it('happens once, however many want it at the same time', async () => {
    const { key } = await mint(bob)
    const answers = await Promise.all([
      remove(bob, key.id),
      removeAsAdmin(ada, key.id, '?reason=x'),
      remove(bob, key.id),
    ])
    expect(answers.map(({ status }) => status).sort()).toEqual([204, 404, 404])
    expect((await test.auditOf(key.id)).map(({ action }) => action)).toEqual(['api-key-minted', 'api-key-deleted'])
  })
})
