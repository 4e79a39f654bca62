import { afterAll, beforeAll, expect, it } from 'vitest'
import type { MintedApiKey } from '#contract/api-key'
import { describeEachDatabase } from '../database/testing.ts'
import { type Person, startKeysForTest, type TestKeys } from './testing.ts'

describeEachDatabase('renaming a key', (create) => {
  let test: TestKeys
  let ada: Person
  let bob: Person
  let north: string
  let south: string
  let minted: MintedApiKey

  beforeAll(async () => {
    test = await startKeysForTest(create)
    ada = await test.signUp('Ada')
    bob = await test.signUp('Bob')
    north = await test.createOrganization(ada, 'North')
    south = await test.createOrganization(ada, 'South')
    await test.join(bob, north, 'admin')
    minted = await test.mint(ada, { organizationId: north, name: 'laptop' })
  })
  afterAll(() => test[Symbol.asyncDispose]())

  const patch = (person: Person, body: unknown, id = minted.key.id) =>
    test.call(person.session, 'PATCH', `/v1/api-keys/${id}`, { body })
  const rowOf = (id: string) =>
    test.database.db.selectFrom('apiKey').selectAll().where('id', '=', id).executeTakeFirstOrThrow()

  it('[K4] changes the name and nothing else, and the key goes on working', async () => {
    const before = await rowOf(minted.key.id)
    expect(await patch(ada, { name: ' notebook ' })).toMatchObject({
      status: 200,
      body: { ...minted.key, name: 'notebook' },
    })
    expect(await rowOf(minted.key.id)).toEqual({ ...before, name: 'notebook' })
    expect((await test.call(minted.secret, 'GET', '/v1/me')).status).toBe(200)
  })

  it('[K4] refuses any other field by its name and says what to do instead', async () => {
    const before = await rowOf(minted.key.id)
    const others = {
      organizationId: south,
      ownerUserId: bob.userId,
      kind: 'personal',
      role: 'admin',
      expiresAt: Date.now() + 1e9,
      hash: 'x',
      constructor: 'x',
    }
    for (const [field, value] of Object.entries(others)) {
      for (const body of [{ [field]: value }, { name: 'fine', [field]: value }]) {
        expect(await patch(ada, body), JSON.stringify(body)).toMatchObject({
          status: 400,
          body: { code: 'bad-request', field, message: expect.stringContaining('delete it and create a new one') },
        })
      }
    }
    expect(await rowOf(minted.key.id)).toEqual(before)
    for (const body of [{}, { name: '' }, { name: 7 }]) {
      expect(await patch(ada, body)).toMatchObject({ status: 400, body: { field: 'name' } })
    }
    for (const body of [[], 'name', null]) expect((await patch(ada, body)).status).toBe(400)
  })

  it('[K4] has no other route that changes a key', async () => {
    for (const method of ['PUT', 'POST']) {
      const body = { organizationId: south }
      expect((await test.call(ada.session, method, `/v1/api-keys/${minted.key.id}`, { body })).status).toBe(404)
    }
  })

  it('refuses a name that is taken, also when two take it at once', async () => {
    const keys = await Promise.all(['one', 'two'].map((name) => test.mint(ada, { organizationId: north, name })))
    const taken = await patch(ada, { name: 'one' }, keys[1]?.key.id)
    expect(taken).toMatchObject({ status: 409, body: { code: 'conflict', field: 'name' } })
    const both = await Promise.all(keys.map(({ key }) => patch(ada, { name: 'three' }, key.id)))
    expect(both.map(({ status }) => status).sort()).toEqual([200, 409])
  })

  it('is for the owner: to others, admins included, the key does not exist', async () => {
    for (const id of [minted.key.id, 'key_made_up']) {
      expect(await patch(bob, { name: 'mine' }, id)).toMatchObject({ status: 404, body: { code: 'not-found' } })
    }
  })

  it('stands in the audit with the name before, unless nothing changed', async () => {
    const { key } = await test.mint(ada, { organizationId: north, name: 'before' })
    await patch(ada, { name: 'after' }, key.id)
    await patch(ada, { name: 'after' }, key.id)
    expect(await test.auditOf(key.id)).toMatchObject([
      { action: 'api-key-minted', targetName: 'before', actorUserId: ada.userId, details: { kind: 'member' } },
      { action: 'api-key-renamed', targetName: 'after', actorName: 'Ada', details: { before: 'before' } },
    ])
  })
})
