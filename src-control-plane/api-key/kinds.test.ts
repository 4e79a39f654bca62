import { afterAll, beforeAll, expect, it } from 'vitest'
import type { MintRequestInput } from '#contract/api-key'
import type { Me } from '#contract/identity'
import { describeEachDatabase } from '../database/testing.ts'
import { newId } from '../secret/index.ts'
import { type Person, startKeysForTest, type TestKeys } from './testing.ts'

describeEachDatabase('kinds of keys', (create) => {
  let test: TestKeys
  let ada: Person
  let bob: Person
  let north: string
  let south: string
  let foreign: string

  beforeAll(async () => {
    test = await startKeysForTest(create)
    ada = await test.signUp('Ada')
    bob = await test.signUp('Bob')
    north = await test.createOrganization(ada, 'North')
    south = await test.createOrganization(ada, 'South')
    foreign = await test.createOrganization(bob, 'Foreign')
    await test.join(bob, north)
  })
  afterAll(() => test[Symbol.asyncDispose]())

  const mint = async (person: Person, request: Partial<MintRequestInput>) =>
    (await test.mint(person, { name: newId('key'), ...request })).secret
  const hostsIn = async (credential: string, organizationId?: string) => {
    const headers: Record<string, string> =
      organizationId === undefined ? {} : { 'x-mooring-organization': organizationId }
    return test.call(credential, 'GET', '/v1/hosts', { headers })
  }

  it('[K10] a personal key acts in the organization that the header names, and asks for it', async () => {
    const secret = await mint(ada, { kind: 'personal' })
    for (const organizationId of [north, south]) expect((await hostsIn(secret, organizationId)).status).toBe(200)
    expect((await hostsIn(secret, foreign)).status).toBe(403)
    expect(await hostsIn(secret)).toMatchObject({
      status: 400,
      body: { field: 'headers.x-mooring-organization', message: expect.stringContaining('x-mooring-organization') },
    })
    const asserting = (userId: string) => test.call(secret, 'GET', '/v1/me', { headers: { 'x-mooring-user': userId } })
    expect((await asserting(ada.userId)).status).toBe(200)
    expect((await asserting(bob.userId)).status).toBe(403)
  })

  it('[K10] a personal key asks for the header also where its owner is in one organization only', async () => {
    const carol = await test.signUp('Carol')
    await test.join(carol, north)
    const secret = await mint(carol, { kind: 'personal' })
    expect(await hostsIn(secret)).toMatchObject({ status: 400, body: { field: 'headers.x-mooring-organization' } })
    expect((await hostsIn(secret, north)).status).toBe(200)
  })

  it('[K10] a personal key reaches organizations that its owner joined later, and none that they left', async () => {
    const secret = await mint(ada, { kind: 'personal' })
    const later = await test.createOrganization(bob, 'Later')
    expect((await hostsIn(secret, later)).status).toBe(403)
    await test.join(ada, later)
    expect((await hostsIn(secret, later)).status).toBe(200)
    await test.leave(ada, later)
    expect((await hostsIn(secret, later)).status).toBe(403)
  })

  it('[K10] a personal key is bound to no organization', async () => {
    const request = { kind: 'personal', name: 'x', organizationId: north }
    const refused = await test.call(ada.session, 'POST', '/v1/api-keys', { body: request })
    expect(refused).toMatchObject({ status: 400, body: { field: 'organizationId' } })
  })

  it('[K11] a service key has no user, its own role, and works after its creator left', async () => {
    const carol = await test.signUp('Carol')
    await test.join(carol, north, 'admin')
    const secrets = {
      member: await mint(carol, { kind: 'service', organizationId: north }),
      admin: await mint(carol, { kind: 'service', organizationId: north, role: 'admin' }),
    }
    await test.leave(carol, north)
    await test.database.db.deleteFrom('user').where('id', '=', carol.userId).execute()
    for (const [role, secret] of Object.entries(secrets)) {
      const me = (await test.call(secret, 'GET', '/v1/me')).body as Me
      expect(me).toMatchObject({ kind: 'service-key', user: null, organizations: [{ id: north, role }] })
      expect((await hostsIn(secret)).status).toBe(200)
      expect((await hostsIn(secret, south)).status).toBe(403)
      const asUser = await test.call(secret, 'GET', '/v1/me', { headers: { 'x-mooring-user': carol.userId } })
      expect(asUser.status).toBe(403)
    }
  })

  it('[K11] only admins mint, rename and delete service keys', async () => {
    const request = { kind: 'service', organizationId: north, name: 'deploy' }
    expect((await test.call(bob.session, 'POST', '/v1/api-keys', { body: request })).status).toBe(403)
    const { key } = await test.mint(ada, { ...request, kind: 'service' })
    const path = `/v1/api-keys/${key.id}`
    expect((await test.call(bob.session, 'PATCH', path, { body: { name: 'mine' } })).status).toBe(404)
    expect((await test.call(bob.session, 'DELETE', path)).status).toBe(404)
    const dora = await test.signUp('Dora')
    await test.join(dora, north, 'admin')
    const renamed = await test.call(dora.session, 'PATCH', path, { body: { name: 'deployments' } })
    expect(renamed).toMatchObject({ status: 200, body: { name: 'deployments', kind: 'service' } })
    expect((await test.call(dora.session, 'DELETE', path)).status).toBe(204)
  })

  it('[K11] a service key is never an owner, and only a service key has a role', async () => {
    for (const body of [
      { kind: 'service', organizationId: north, name: 'x', role: 'owner' },
      { kind: 'member', organizationId: north, name: 'x', role: 'admin' },
      { kind: 'personal', name: 'x', role: 'admin' },
    ]) {
      const refused = await test.call(ada.session, 'POST', '/v1/api-keys', { body })
      expect(refused).toMatchObject({ status: 400, body: { field: 'role' } })
    }
  })

  it('[K12] no key and no token of one mints, lists, renames or deletes keys', async () => {
    const { key } = await test.mint(ada, { organizationId: north, name: 'the target' })
    const secrets = [
      await mint(ada, { organizationId: north }),
      await mint(ada, { kind: 'personal' }),
      await mint(ada, { kind: 'service', organizationId: north, role: 'admin' }),
    ]
    const tokens = await Promise.all(
      secrets.map(async (secret) => {
        const principal = await test.identity.verifiers.apiKey(secret)
        if (principal === null) throw new Error('the key is not valid')
        return test.identity.tokens.issue(principal)
      }),
    )
    const attempts: [string, string, unknown?][] = [
      ['POST', '/v1/api-keys', { organizationId: north, name: 'another' }],
      ['POST', '/v1/api-keys', { kind: 'personal', name: 'another' }],
      ['POST', '/v1/api-keys', { kind: 'service', organizationId: north, name: 'another' }],
      ['GET', '/v1/api-keys'],
      ['GET', `/v1/api-keys?organizationId=${north}`],
      ['PATCH', `/v1/api-keys/${key.id}`, { name: 'taken over' }],
      ['DELETE', `/v1/api-keys/${key.id}`],
      ['GET', `/v1/organizations/${north}/api-keys`],
      ['DELETE', `/v1/organizations/${north}/api-keys/${key.id}?reason=because`],
    ]
    for (const credential of [...secrets, ...tokens]) {
      expect((await test.call(credential, 'GET', '/v1/me')).status).toBe(200)
      for (const [method, path, body] of attempts) {
        const headers = { 'x-mooring-organization': north }
        expect(await test.call(credential, method, path, { body, headers }), `${method} ${path}`).toMatchObject({
          status: 403,
          body: { code: 'forbidden' },
        })
      }
    }
    const { db } = test.database
    expect(await db.selectFrom('apiKey').select('name').where('id', '=', key.id).executeTakeFirst()).toEqual({
      name: 'the target',
    })
  })
})
