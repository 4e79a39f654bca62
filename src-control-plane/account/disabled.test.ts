import { expect, it, vi } from 'vitest'
import { openDatabase } from '../database/index.ts'
import { describeEachDatabase } from '../database/testing.ts'
import { startControlPlaneForTest } from '../testing.ts'
import { setDisabled } from './index.ts'
import { cookieOf, signIn } from './testing.ts'

describeEachDatabase('a disabled account', (create) => {
  it('neither signs in nor uses any session, key or token, until it is enabled again', async () => {
    await using plane = await startControlPlaneForTest(create)
    const ada = await plane.signUp('Ada')
    const { id: organizationId } = await plane.createOrganization(ada, 'North')
    const mint = async (body: object) =>
      ((await plane.call(ada.session, 'POST', '/v1/api-keys', { body })).body as { secret: string }).secret
    const service = await mint({ kind: 'service', organizationId, name: 'service' })
    const { token } = (await plane.call(ada.session, 'GET', '/api/auth/token')).body as { token: string }
    const credentials = [
      ada.session,
      token,
      await mint({ organizationId, name: 'member' }),
      await mint({ kind: 'personal', name: 'personal' }),
    ]
    const cookie = cookieOf(await signIn(plane, ada))
    const me = async (credential: string) => (await plane.call(credential, 'GET', '/v1/me')).status
    const statuses = async () => [
      ...(await Promise.all(credentials.map(me))),
      (await plane.call(null, 'GET', '/v1/me', { headers: { cookie } })).status,
    ]
    expect(await statuses()).toEqual(Array(5).fill(200))
    // As the operator's command does: another process on the same database.
    await using operator = await openDatabase(plane.database.url)
    const deps = { ...operator, now: Date.now }
    expect(await setDisabled(deps, ada.email.toUpperCase(), true)).toEqual({
      outcome: 'disabled',
      ownerless: ['North'],
    })
    await vi.waitFor(async () => expect(await statuses()).toEqual(Array(5).fill(401)), 2_000)
    expect(await me(service)).toBe(200)
    const refused = await signIn(plane, ada)
    expect([refused.status, refused.body]).toMatchObject([403, { message: expect.stringContaining('disabled') }])
    expect((await signIn(plane, { ...ada, password: 'wrong password' })).status).toBe(401)
    expect(await setDisabled(deps, ada.email, false)).toEqual({ outcome: 'enabled' })
    await vi.waitFor(async () => expect(await statuses()).toEqual(Array(5).fill(200)), 2_000)
  })

  it('leaves no session behind when it is disabled while its device waits', async () => {
    await using plane = await startControlPlaneForTest(create)
    const ada = await plane.signUp('Ada')
    const asked = await plane.call(null, 'POST', '/api/auth/device/code', { body: { client_id: 'cli' } })
    const { device_code, user_code: userCode } = asked.body as { device_code: string; user_code: string }
    await plane.call(ada.session, 'POST', '/v1/device-sign-ins/approve', { body: { userCode } })
    await using operator = await openDatabase(plane.database.url)
    await setDisabled({ ...operator, now: Date.now }, ada.email, true)
    const grant_type = 'urn:ietf:params:oauth:grant-type:device_code'
    const body = { grant_type, device_code, client_id: 'cli' }
    const polled = await plane.call(null, 'POST', '/api/auth/device/token', { body })
    expect([polled.status, polled.body]).toMatchObject([400, { error: 'access_denied' }])
    expect(await operator.read.selectFrom('session').select('id').execute()).toHaveLength(1)
  })

  it('is said to leave an organization without an owner only where nobody else can act', async () => {
    await using plane = await startControlPlaneForTest(create)
    const [ada, bob] = [await plane.signUp('Ada'), await plane.signUp('Bob')]
    await plane.createOrganization(ada, 'Alone')
    const shared = await plane.createOrganization(ada, 'Shared')
    const link = await plane.call(ada.session, 'POST', `/v1/organizations/${shared.id}/invitations`, {
      body: { role: 'owner' },
    })
    const token = new URL((link.body as { link: string }).link).hash.slice(1)
    await plane.call(bob.session, 'POST', '/v1/invitations/accept', { body: { token } })
    await using operator = await openDatabase(plane.database.url)
    const deps = { ...operator, now: Date.now }
    expect(await setDisabled(deps, ada.email, true)).toEqual({ outcome: 'disabled', ownerless: ['Alone'] })
    expect(await setDisabled(deps, bob.email, true)).toEqual({ outcome: 'disabled', ownerless: ['Shared'] })
    expect(await setDisabled(deps, 'nobody@example.com', true)).toEqual({ outcome: 'unknown' })
  })
})
