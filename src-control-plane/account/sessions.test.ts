import { expect, it, vi } from 'vitest'
import type { SignedInSession } from '#contract/identity'
import { authDate, openDatabase } from '../database/index.ts'
import { describeEachDatabase } from '../database/testing.ts'
import { type Person, startControlPlaneForTest, type TestControlPlane } from '../testing.ts'
import { auditOf, signIn } from './testing.ts'

describeEachDatabase('sessions', (create) => {
  const listed = async (plane: TestControlPlane, session: string) =>
    (await plane.call(session, 'GET', '/v1/me/sessions')).body as SignedInSession[]
  const another = async (plane: TestControlPlane, person: Person, userAgent: string) => {
    const { body } = await signIn(plane, person, { 'user-agent': userAgent, 'x-forwarded-for': '203.0.113.77' })
    return (body as { token: string }).token
  }

  it('are listed with the present one marked, never with a token or an exact address', async () => {
    await using plane = await startControlPlaneForTest(create, { trustedProxies: 1 })
    const ada = await plane.signUp('Ada')
    await plane.signUp('Bob')
    const laptop = await another(plane, ada, `Laptop ${'x'.repeat(500)}`)
    const answer = await plane.call(laptop, 'GET', '/v1/me/sessions')
    const sessions = answer.body as SignedInSession[]
    expect(sessions).toMatchObject([
      { current: true, from: '203.0.113.0/24', userAgent: expect.stringMatching(/^Laptop x{193}$/) },
      { current: false, from: '127.0.0.1' },
    ])
    for (const token of [laptop, ada.session]) expect(answer.text).not.toContain(token)
    expect(answer.text).not.toContain('203.0.113.77')
    await using database = await openDatabase(plane.database.url)
    const kept = await database.read.selectFrom('session').select('ipAddress').execute()
    expect(JSON.stringify(kept)).not.toContain('203.0.113.77')
  })

  it('that ran out are not listed, and are cleared away when the person signs in again', async () => {
    await using plane = await startControlPlaneForTest(create)
    const ada = await plane.signUp('Ada')
    const laptop = await another(plane, ada, 'Laptop')
    await using database = await openDatabase(plane.database.url)
    const past = authDate(database.dialect, Date.now() - 1_000)
    await database.db.updateTable('session').set({ expiresAt: past }).where('token', '=', laptop).execute()
    expect(await listed(plane, ada.session)).toMatchObject([{ current: true }])
    await another(plane, ada, 'Phone')
    const kept = await database.db.selectFrom('session').select('token').execute()
    expect(kept).toHaveLength(2)
    expect(kept).not.toContainEqual({ token: laptop })
  })

  it('end one by one, at once and with a row in the audit; those of others do not exist', async () => {
    await using plane = await startControlPlaneForTest(create)
    const [ada, bob] = [await plane.signUp('Ada'), await plane.signUp('Bob')]
    const { id: organizationId } = await plane.createOrganization(ada, 'North')
    const laptop = await another(plane, ada, 'Laptop')
    const id = (await listed(plane, laptop)).find(({ current }) => current)?.id ?? ''
    expect((await plane.call(bob.session, 'DELETE', `/v1/me/sessions/${id}`)).status).toBe(404)
    expect((await plane.call(laptop, 'GET', '/v1/me')).status).toBe(200)
    expect((await plane.call(ada.session, 'DELETE', `/v1/me/sessions/${id}`)).status).toBe(204)
    expect((await plane.call(laptop, 'GET', '/v1/me')).status).toBe(401)
    expect((await plane.call(ada.session, 'DELETE', `/v1/me/sessions/${id}`)).status).toBe(404)
    expect(await auditOf(plane, ada, organizationId)).toMatchObject([
      { action: 'session-revoked', targetId: id, targetName: 'Laptop', actorName: 'Ada' },
      { action: 'signed-in' },
      { action: 'organization-created' },
    ])
  })

  it('end all but the present one', async () => {
    await using plane = await startControlPlaneForTest(create)
    const [ada, bob] = [await plane.signUp('Ada'), await plane.signUp('Bob')]
    const others = [await another(plane, ada, 'Laptop'), await another(plane, ada, 'Phone')]
    expect((await plane.call(ada.session, 'DELETE', '/v1/me/sessions')).status).toBe(204)
    for (const session of others) expect((await plane.call(session, 'GET', '/v1/me')).status).toBe(401)
    expect(await listed(plane, ada.session)).toMatchObject([{ current: true }])
    expect((await plane.call(bob.session, 'GET', '/v1/me')).status).toBe(200)
  })

  it('are told of as they end, for whatever is open on them', async () => {
    await using plane = await startControlPlaneForTest(create)
    const ada = await plane.signUp('Ada')
    await using elsewhere = await openDatabase(plane.database.url)
    const told = vi.fn()
    using _subscription = elsewhere.changes.subscribe(told)
    const laptop = await another(plane, ada, 'Laptop')
    await vi.waitFor(() => expect(told).toHaveBeenCalled(), 5_000)
    told.mockClear()
    await plane.call(laptop, 'POST', '/api/auth/sign-out')
    await vi.waitFor(() => expect(told).toHaveBeenCalled(), 5_000)
  })

  it('[K12] are nothing that a key or a token may read or end', async () => {
    await using plane = await startControlPlaneForTest(create)
    const ada = await plane.signUp('Ada')
    const minted = await plane.call(ada.session, 'POST', '/v1/api-keys', { body: { kind: 'personal', name: 'mine' } })
    const { secret } = minted.body as { secret: string }
    const { token } = (await plane.call(ada.session, 'GET', '/api/auth/token')).body as { token: string }
    for (const credential of [secret, token]) {
      expect((await plane.call(credential, 'GET', '/v1/me/sessions')).status).toBe(403)
      expect((await plane.call(credential, 'DELETE', '/v1/me/sessions')).status).toBe(403)
      expect((await plane.call(credential, 'POST', '/api/auth/sign-out')).status).toBe(403)
    }
    expect((await plane.call(ada.session, 'GET', '/v1/me')).status).toBe(200)
  })
})
