import { readFile } from 'node:fs/promises'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { type ApiKey, looksLikeApiKey, type MintedApiKey } from '#contract/api-key'
import type { Me } from '#contract/identity'
import type { OrganizationMembership } from '#contract/organization'
import { describeEachDatabase } from '../database/testing.ts'
import { type Person, startControlPlaneForTest, type TestControlPlane } from '../testing.ts'

describeEachDatabase('API keys', (create) => {
  let plane: TestControlPlane
  let ada: Person
  let bob: Person
  let north: OrganizationMembership
  let south: OrganizationMembership
  let foreign: OrganizationMembership

  beforeAll(async () => {
    plane = await startControlPlaneForTest(create)
    ada = await plane.signUp('Ada')
    bob = await plane.signUp('Bob')
    north = await plane.createOrganization(ada, 'North')
    south = await plane.createOrganization(ada, 'South')
    foreign = await plane.createOrganization(bob, 'Foreign')
  })
  afterAll(() => plane[Symbol.asyncDispose]())

  async function mint(organizationId: string, name = 'laptop'): Promise<MintedApiKey> {
    const answer = await plane.call(ada.session, 'POST', '/v1/api-keys', { body: { organizationId, name } })
    expect(answer.status).toBe(201)
    return answer.body as MintedApiKey
  }

  it('[K1] binds a key to the organization that the mint names, whatever organization the client acts in', async () => {
    const answer = await plane.call(ada.session, 'POST', '/v1/api-keys', {
      body: { organizationId: south.id, name: 'chosen in the dialog' },
      headers: { 'x-mooring-organization': north.id },
    })
    const { key, secret } = answer.body as MintedApiKey
    expect(key.organizationId).toBe(south.id)
    const me = (await plane.call(secret, 'GET', '/v1/me')).body as Me
    expect(me.organizations.map((organization) => organization.id)).toEqual([south.id])
  })

  it('[K2] refuses a mint for an organization the caller is not in, and one without an organization', async () => {
    const outside = await plane.call(ada.session, 'POST', '/v1/api-keys', {
      body: { organizationId: foreign.id, name: 'x' },
    })
    expect(outside).toMatchObject({ status: 403, body: { code: 'forbidden' } })
    const missing = await plane.call(ada.session, 'POST', '/v1/api-keys', { body: { name: 'x' } })
    expect(missing).toMatchObject({ status: 400, body: { code: 'bad-request', field: 'organizationId' } })
  })

  it('[K3] answers the secret at the mint and nowhere else', async () => {
    const { key, secret } = await mint(north.id, 'only once')
    expect(looksLikeApiKey(secret)).toBe(true)
    const list = await plane.call(ada.session, 'GET', '/v1/api-keys')
    expect((list.body as ApiKey[]).some((listed) => listed.id === key.id)).toBe(true)
    expect(list.text).not.toContain(secret)
    const refused = await plane.call(secret, 'GET', '/v1/api-keys')
    expect(refused.text).not.toContain(secret.slice(10))
    if (plane.database.dialect === 'sqlite') {
      const path = plane.database.url.slice('file:'.length)
      const stored = Buffer.concat([await readFile(path), await readFile(`${path}-wal`)])
      expect(stored.includes(key.id)).toBe(true)
      expect(stored.includes(secret.slice(10))).toBe(false)
    }
  })

  it('[K5] lets a member key act in its own organization only', async () => {
    const { secret } = await mint(north.id)
    const own = await plane.call(secret, 'GET', '/v1/organizations')
    expect((own.body as OrganizationMembership[]).map((organization) => organization.id)).toEqual([north.id])
    for (const organizationId of [south.id, foreign.id, 'org_made_up']) {
      for (const path of [
        `/v1/organizations/${organizationId}/providers`,
        `/v1/organizations/${organizationId}/usage`,
      ]) {
        expect((await plane.call(secret, 'GET', path)).status, path).toBe(403)
      }
      for (const path of ['/v1/hosts', '/v1/chat/sessions']) {
        const headers = { 'x-mooring-organization': organizationId }
        expect((await plane.call(secret, 'GET', path, { headers })).status, path).toBe(403)
      }
    }
    const inNorth = await plane.call(secret, 'GET', '/v1/hosts', { headers: { 'x-mooring-organization': north.id } })
    expect(inNorth.status).toBe(200)
  })

  it('[K6] exchanges a member key for a token that reaches its one organization and can do no more than the key', async () => {
    const { secret } = await mint(north.id)
    const { token } = (await plane.call(secret, 'GET', '/api/auth/token')).body as { token: string }
    const me = (await plane.call(token, 'GET', '/v1/me')).body as Me
    expect(me).toMatchObject({ kind: 'token', organizations: [{ id: north.id }] })
    const attempts: [string, string, unknown?][] = [
      ['POST', '/v1/api-keys', { organizationId: north.id, name: 'x' }],
      ['GET', '/v1/api-keys'],
      ['POST', '/v1/organizations', { name: 'x' }],
      ['GET', `/v1/organizations/${south.id}/usage`],
      ['GET', '/api/auth/token'],
    ]
    for (const [method, path, body] of attempts) {
      expect((await plane.call(token, method, path, { body })).status, `${method} ${path}`).toBe(403)
    }
  })

  it('deletes a key: its next request is 401, and only its owner can', async () => {
    const { key, secret } = await mint(north.id)
    expect((await plane.call(bob.session, 'DELETE', `/v1/api-keys/${key.id}`)).status).toBe(404)
    expect((await plane.call(secret, 'GET', '/v1/me')).status).toBe(200)
    expect((await plane.call(ada.session, 'DELETE', `/v1/api-keys/${key.id}`)).status).toBe(204)
    expect((await plane.call(secret, 'GET', '/v1/me')).status).toBe(401)
  })

  it('mints one key for one idempotency key', async () => {
    const request = {
      body: { organizationId: north.id, name: 'twice' },
      headers: { 'idempotency-key': 'a-double-click' },
    }
    const answers = await Promise.all([
      plane.call(ada.session, 'POST', '/v1/api-keys', request),
      plane.call(ada.session, 'POST', '/v1/api-keys', request),
    ])
    expect(answers.map((answer) => answer.status).sort()).toEqual([201, 409])
    const list = (await plane.call(ada.session, 'GET', `/v1/api-keys?organizationId=${north.id}`)).body as ApiKey[]
    expect(list.filter((key) => key.name === 'twice')).toHaveLength(1)
  })

  it('refuses a key with a typo without a look at the database', async () => {
    const { secret } = await mint(north.id)
    const typo = secret.slice(0, 20) + (secret[20] === 'a' ? 'b' : 'a') + secret.slice(21)
    expect((await plane.call(typo, 'GET', '/v1/me')).status).toBe(401)
  })
})
