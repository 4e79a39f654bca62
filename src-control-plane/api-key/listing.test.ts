import { afterAll, beforeAll, expect, it } from 'vitest'
import type { ApiKey, OrganizationApiKey } from '#contract/api-key'
import { describeEachDatabase } from '../database/testing.ts'
import { type Person, startKeysForTest, type TestKeys } from './testing.ts'

describeEachDatabase('lists of keys', (create) => {
  let test: TestKeys
  let ada: Person
  let bob: Person
  let north: string
  let south: string

  beforeAll(async () => {
    test = await startKeysForTest(create)
    ada = await test.signUp('Ada')
    bob = await test.signUp('Bob')
    north = await test.createOrganization(ada, 'North')
    south = await test.createOrganization(ada, 'South')
    await test.join(bob, north)
  })
  afterAll(() => test[Symbol.asyncDispose]())

  const own = async (person: Person, query = '') =>
    (await test.call(person.session, 'GET', `/v1/api-keys${query}`)).body as ApiKey[]
  const rowOf = (id: string) =>
    test.database.db.selectFrom('apiKey').selectAll().where('id', '=', id).executeTakeFirstOrThrow()

  it('[K7] a key whose owner was removed is stale since then, reaches nothing, and works again with them', async () => {
    const carol = await test.signUp('Carol')
    await test.join(carol, north)
    const { key, secret } = await test.mint(carol, { organizationId: north, name: 'of Carol' })
    const before = await rowOf(key.id)
    const status = async () =>
      (await test.call(secret, 'GET', '/v1/hosts', { headers: { 'x-mooring-organization': north } })).status
    expect(await status()).toBe(200)

    const endedAt = test.now()
    await test.leave(carol, north, endedAt)
    expect(await status()).toBe(403)
    expect(await own(carol)).toEqual([{ ...key, organizationName: 'North', stale: { since: endedAt } }])
    const listed = await test.call(ada.session, 'GET', `/v1/organizations/${north}/api-keys`)
    expect(listed.body).toContainEqual({ ...key, stale: { since: endedAt }, ownerName: 'Carol' })
    expect(await rowOf(key.id)).toEqual(before)

    await test.join(carol, north)
    expect(await status()).toBe(200)
    expect(await own(carol)).toEqual([key])
    expect(await rowOf(key.id)).toEqual(before)
  })

  it('[K7] says that a key is stale also when nobody knows since when', async () => {
    const dora = await test.signUp('Dora')
    await test.join(dora, north)
    await test.mint(dora, { organizationId: north, name: 'of Dora' })
    const personal = await test.mint(dora, { kind: 'personal', name: 'personal' })
    await test.leave(dora, north, null)
    const stale = (await own(dora)).map((key) => [key.name, key.stale])
    expect(Object.fromEntries(stale)).toEqual({ 'of Dora': { since: null }, personal: null })
    expect((await test.call(dora.session, 'DELETE', `/v1/api-keys/${personal.key.id}`)).status).toBe(204)
  })

  it('[K13] shows a person their own keys, of one organization or of all', async () => {
    const eve = await test.signUp('Eve')
    for (const organizationId of [north, south]) await test.join(eve, organizationId)
    await test.mint(bob, { organizationId: north, name: 'of Bob, and not of Eve' })
    await test.mint(eve, { organizationId: north, name: 'north' })
    await test.mint(eve, { organizationId: south, name: 'south' })
    await test.mint(eve, { kind: 'personal', name: 'personal' })
    expect((await own(eve)).map(({ name }) => name).sort()).toEqual(['north', 'personal', 'south'])
    expect((await own(eve, `?organizationId=${south}`)).map(({ name }) => name)).toEqual(['south'])
    const foreign = await test.createOrganization(bob, 'Foreign')
    expect((await test.call(eve.session, 'GET', `/v1/api-keys?organizationId=${foreign}`)).status).toBe(403)
  })

  it('[K13] shows admins every key that is bound to the organization, with its owner, and nobody else', async () => {
    const place = await test.createOrganization(ada, 'Place')
    await test.join(bob, place)
    await test.mint(ada, { organizationId: place, name: 'laptop' })
    await test.mint(bob, { organizationId: place, name: 'laptop' })
    await test.mint(bob, { kind: 'personal', name: 'of Bob alone' })
    await test.mint(ada, { organizationId: north, name: 'elsewhere' })
    await test.mint(ada, { kind: 'service', organizationId: place, name: 'deploy', role: 'admin' })
    const path = `/v1/organizations/${place}/api-keys`
    expect((await test.call(bob.session, 'GET', path)).status).toBe(403)
    const { body, text } = await test.call(ada.session, 'GET', path)
    const keys = (body as OrganizationApiKey[]).map(({ name, kind, ownerName, role }) => [name, kind, ownerName, role])
    expect(keys.sort()).toEqual([
      ['deploy', 'service', 'Ada', 'admin'],
      ['laptop', 'member', 'Ada', null],
      ['laptop', 'member', 'Bob', null],
    ])
    expect(text).not.toMatch(/hash|mint/i)
  })

  it('shows when a key was last used, to the minute, and from which network', async () => {
    const { key, secret } = await test.mint(bob, { organizationId: north, name: 'in use' })
    expect(key).toMatchObject({ lastUsedAt: null, lastUsedFrom: null })
    const usedAt = test.now()
    await test.call(secret, 'GET', '/v1/me')
    await test.identity.lastUsed.flush()
    const listed = (await own(bob)).find(({ id }) => id === key.id)
    expect(listed).toMatchObject({ lastUsedFrom: '127.0.0.1' })
    expect((listed?.lastUsedAt ?? 0) % 60_000).toBe(0)
    expect(Math.abs((listed?.lastUsedAt ?? 0) - usedAt)).toBeLessThanOrEqual(60_000)
  })
})
