// A member key is bound to its organization on every route: tried on the whole control plane.
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { MintedApiKey } from '#contract/api-key'
import type { Me } from '#contract/identity'
import type { OrganizationMembership } from '#contract/organization'
import { describeEachDatabase } from '../database/testing.ts'
import { newId } from '../secret/index.ts'
import { type Person, startControlPlaneForTest, type TestControlPlane } from '../testing.ts'

describeEachDatabase('the binding of a member key', (create) => {
  let plane: TestControlPlane
  let ada: Person
  let north: OrganizationMembership
  let south: OrganizationMembership
  let foreign: OrganizationMembership

  beforeAll(async () => {
    plane = await startControlPlaneForTest(create)
    ada = await plane.signUp('Ada')
    north = await plane.createOrganization(ada, 'North')
    south = await plane.createOrganization(ada, 'South')
    foreign = await plane.createOrganization(await plane.signUp('Bob'), 'Foreign')
  })
  afterAll(() => plane[Symbol.asyncDispose]())

  async function mint(): Promise<string> {
    const body = { organizationId: north.id, name: newId('key') }
    return ((await plane.call(ada.session, 'POST', '/v1/api-keys', { body })).body as MintedApiKey).secret
  }

  it('[K5] lets a member key act in its own organization only', async () => {
    const secret = await mint()
    const own = await plane.call(secret, 'GET', '/v1/organizations')
    expect((own.body as OrganizationMembership[]).map(({ id }) => id)).toEqual([north.id])
    for (const organizationId of [south.id, foreign.id, 'org_made_up']) {
      for (const path of ['providers', 'usage', 'members', 'audit'].map(
        (of) => `/v1/organizations/${organizationId}/${of}`,
      )) {
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
    const secret = await mint()
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
})
