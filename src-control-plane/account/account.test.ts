import { expect, it } from 'vitest'
import { describeEachDatabase } from '../database/testing.ts'
import { startControlPlaneForTest, type TestControlPlane } from '../testing.ts'

function signUp(plane: TestControlPlane, email: string) {
  const body = { name: 'Ada', email, password: 'long enough to be one' }
  return plane.call(null, 'POST', '/api/auth/sign-up/email', { body, headers: { origin: plane.url } })
}

describeEachDatabase('accounts', (create) => {
  it('gives the first account to one person, however many sign up at once', async () => {
    await using plane = await startControlPlaneForTest(create, { signUp: 'first' })
    const answers = await Promise.all(['a', 'b', 'c'].map((name) => signUp(plane, `${name}@example.com`)))
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 403, 403])
    const refused = answers.find(({ status }) => status === 403)
    expect(refused?.body).toMatchObject({ code: 'sign-up-closed', message: expect.stringContaining('by invitation') })
  })

  it('gives the place of the first account back when that sign-up failed', async () => {
    await using plane = await startControlPlaneForTest(create, { signUp: 'first' })
    expect((await signUp(plane, 'not an address')).status).toBe(400)
    expect((await signUp(plane, 'ada@example.com')).status).toBe(200)
  })

  it('takes nobody when closed', async () => {
    await using plane = await startControlPlaneForTest(create, { signUp: 'closed' })
    expect((await signUp(plane, 'ada@example.com')).status).toBe(403)
  })

  it('counts attempts to sign in by address, whatever address the client claims', async () => {
    await using plane = await startControlPlaneForTest(create)
    const attempt = (claimed: number) =>
      plane.call(null, 'POST', '/api/auth/sign-in/email', {
        body: { email: 'ada@example.com', password: 'guess after guess' },
        headers: {
          origin: plane.url,
          'x-mooring-client-address': `10.0.0.${claimed}`,
          'x-forwarded-for': `10.1.0.${claimed}`,
        },
      })
    const statuses: number[] = []
    for (let i = 0; i < 11; i++) statuses.push((await attempt(i)).status)
    expect(statuses.slice(0, 10)).toEqual(Array(10).fill(401))
    expect(statuses[10]).toBe(429)
  })

  it('keeps endpoints of the identity library closed that it does not list', async () => {
    await using plane = await startControlPlaneForTest(create)
    const ada = await plane.signUp('Ada')
    for (const path of ['/list-sessions', '/organization/list', '/organization/create', '/update-user', '/token/x']) {
      expect((await plane.call(ada.session, 'GET', `/api/auth${path}`)).status, path).toBe(404)
      expect((await plane.call(ada.session, 'POST', `/api/auth${path}`, { body: {} })).status, path).toBe(404)
    }
  })

  it('refuses a credential that contradicts the user whom the client names', async () => {
    await using plane = await startControlPlaneForTest(create)
    const [ada, bob] = [await plane.signUp('Ada'), await plane.signUp('Bob')]
    const { user } = (await plane.call(bob.session, 'GET', '/v1/me')).body as { user: { id: string } }
    const contradicted = await plane.call(ada.session, 'GET', '/v1/me', { headers: { 'x-mooring-user': user.id } })
    expect(contradicted.status).toBe(403)
    expect((await plane.call(bob.session, 'GET', '/v1/me', { headers: { 'x-mooring-user': user.id } })).status).toBe(
      200,
    )
  })
})
