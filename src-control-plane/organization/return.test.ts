// Whoever is removed and comes back, seen from outside: the whole control plane, over HTTP.
import { expect, it } from 'vitest'
import type { ApiKey, MintedApiKey } from '#contract/api-key'
import type { Me } from '#contract/identity'
import { CreatedInvitation, OrganizationMembership } from '#contract/organization'
import { openDatabase } from '../database/index.ts'
import { describeEachDatabase } from '../database/testing.ts'
import { type Person, startControlPlaneForTest, type TestControlPlane } from '../testing.ts'

async function join(plane: TestControlPlane, admin: Person, organizationId: string, person: Person): Promise<void> {
  const path = `/v1/organizations/${organizationId}/invitations`
  const { link } = CreatedInvitation.parse((await plane.call(admin.session, 'POST', path, { body: {} })).body)
  expect(link.startsWith(`${plane.url}/invitation#moor_inv_`)).toBe(true)
  const body = { token: new URL(link).hash.slice(1) }
  const accepted = await plane.call(person.session, 'POST', '/v1/invitations/accept', { body })
  expect(OrganizationMembership.parse(accepted.body).id).toBe(organizationId)
}

async function keyRow(plane: TestControlPlane, id: string) {
  await using database = await openDatabase(plane.database.url)
  const row = await database.db.selectFrom('apiKey').selectAll().where('id', '=', id).executeTakeFirstOrThrow()
  // Written in batches, whenever it was last used.
  return { ...row, lastUsedAt: null, lastUsedFrom: null }
}

describeEachDatabase('a member who comes back', (create) => {
  it('[K7] finds the key working again that reached nothing meanwhile, and whose row nobody touched', async () => {
    await using plane = await startControlPlaneForTest(create)
    const [ada, bob] = [await plane.signUp('Ada'), await plane.signUp('Bob')]
    const north = (await plane.createOrganization(ada, 'North')).id
    await join(plane, ada, north, bob)
    const body = { organizationId: north, name: 'laptop' }
    const { key, secret } = (await plane.call(bob.session, 'POST', '/v1/api-keys', { body })).body as MintedApiKey
    const status = async () => (await plane.call(secret, 'GET', '/v1/hosts')).status
    const stale = async () =>
      ((await plane.call(bob.session, 'GET', '/v1/api-keys')).body as ApiKey[]).find(({ id }) => id === key.id)?.stale
    expect(await status()).toBe(200)
    expect(await stale()).toBeNull()
    const before = await keyRow(plane, key.id)

    const { user } = (await plane.call(bob.session, 'GET', '/v1/me')).body as Me
    const removedAt = Date.now()
    const removed = await plane.call(ada.session, 'DELETE', `/v1/organizations/${north}/members/${user?.id}`)
    expect(removed.status).toBe(204)
    expect(await status()).toBe(403)
    expect((await stale())?.since).toBeGreaterThanOrEqual(removedAt)

    await join(plane, ada, north, bob)
    expect(await status()).toBe(200)
    expect(await stale()).toBeNull()
    expect(await keyRow(plane, key.id)).toEqual(before)
  })
})

it('shows whoever opens a link in a browser how to use it, without a script, and asks for no credential', async () => {
  await using plane = await startControlPlaneForTest()
  const page = await plane.call(null, 'GET', '/invitation')
  expect(page.status).toBe(200)
  expect(page.headers.get('content-type')).toContain('text/html')
  expect(page.headers.get('content-security-policy')).toContain("default-src 'none'")
  expect(page.headers.get('content-security-policy')).not.toContain('script-src')
  expect(page.headers.get('referrer-policy')).toBe('no-referrer')
  expect(page.text).toContain('Join an organization')
  expect(page.text).toContain('npm start')
  expect(page.text).not.toMatch(/<script|<form|<a |src=/)
})
