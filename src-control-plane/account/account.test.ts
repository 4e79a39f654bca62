import { expect, it } from 'vitest'
import { describeEachDatabase } from '../database/testing.ts'
import { startControlPlaneForTest } from '../testing.ts'
import { auditOf, cookieOf, signIn, signUp } from './testing.ts'

describeEachDatabase('accounts', (create) => {
  it('gives the first account to one person, however many sign up at once', async () => {
    await using plane = await startControlPlaneForTest(create, { signUp: 'first' })
    const answers = await Promise.all(['a', 'b', 'c'].map((name) => signUp(plane, { email: `${name}@example.com` })))
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 403, 403])
    const refused = answers.find(({ status }) => status === 403)
    expect(refused?.body).toMatchObject({ code: 'sign-up-closed', message: expect.stringContaining('by invitation') })
  })

  it('takes nobody when closed, but whoever holds an open invitation', async () => {
    await using first = await startControlPlaneForTest(create)
    const ada = await first.signUp('Ada')
    const { id } = await first.createOrganization(ada, 'North')
    await using plane = await startControlPlaneForTest(
      async () => ({ ...first.database, [Symbol.asyncDispose]: async () => {} }),
      {
        signUp: 'closed',
      },
    )
    const invited = await plane.call(ada.session, 'POST', `/v1/organizations/${id}/invitations`, { body: {} })
    const { link, invitation } = invited.body as { link: string; invitation: { id: string } }
    const headers = { 'x-mooring-invitation': new URL(link).hash.slice(1) }
    expect((await signUp(plane, {})).status).toBe(403)
    expect((await signUp(plane, {}, { 'x-mooring-invitation': 'made up' })).status).toBe(403)
    expect((await signUp(plane, {}, headers)).status).toBe(200)
    await plane.call(ada.session, 'DELETE', `/v1/organizations/${id}/invitations/${invitation.id}`)
    expect((await signUp(plane, { email: 'bob@example.com' }, headers)).status).toBe(403)
  })

  it('says what is wrong with a new account, and names the field', async () => {
    await using plane = await startControlPlaneForTest(create)
    expect((await signUp(plane, {})).status).toBe(200)
    for (const [body, status, field, message] of [
      [{ password: 'short' }, 400, 'password', 'at least 12 characters'],
      [{ password: 'ada@example.com' }, 400, 'password', 'your e-mail address'],
      [{ name: ' ' }, 400, 'name', ''],
      [{ email: 'ada' }, 400, 'email', 'is not an e-mail address'],
      [{ email: ' ADA@Example.com ' }, 409, 'email', 'Sign in instead'],
    ] as const) {
      const answer = await signUp(plane, body)
      expect([answer.status, answer.body]).toMatchObject([status, { field, message: expect.stringContaining(message) }])
    }
  })

  it('signs in by password, however the address is written, and says no more than that one of both is wrong', async () => {
    await using plane = await startControlPlaneForTest(create)
    const ada = await plane.signUp('Ada')
    const { body } = await signIn(plane, { ...ada, email: ` ${ada.email.toUpperCase()} ` })
    expect(body).toMatchObject({ token: expect.any(String), user: { name: 'Ada', email: ada.email } })
    const wrong = await signIn(plane, { ...ada, password: 'wrong password' })
    const unknown = await signIn(plane, { ...ada, email: 'nobody@example.com' })
    expect(wrong.status).toBe(401)
    expect(unknown.body).toEqual(wrong.body)
  })

  it('takes a password of 128 characters that are two units each', async () => {
    await using plane = await startControlPlaneForTest(create)
    const password = '🌊'.repeat(128)
    expect((await signUp(plane, { password })).status).toBe(200)
    expect((await signIn(plane, { email: 'ada@example.com', password })).status).toBe(200)
  })

  it('lets no page of another site sign a browser in or up', async () => {
    await using plane = await startControlPlaneForTest(create)
    const ada = await plane.signUp('Ada')
    const elsewhere = { origin: 'https://elsewhere.example' }
    expect((await signIn(plane, ada, elsewhere)).status).toBe(403)
    expect((await signUp(plane, {}, elsewhere)).status).toBe(403)
    // What a form can send without asking: everything but JSON.
    const form = await fetch(new URL('/api/auth/sign-in/email', plane.url), {
      method: 'POST',
      headers: { 'content-type': 'text/plain' },
      body: JSON.stringify({ email: ada.email, password: ada.password }),
    })
    expect(form.status).toBe(400)
    expect(form.headers.getSetCookie()).toEqual([])
  })

  it('records that somebody signed in and out, in each of their organizations', async () => {
    await using plane = await startControlPlaneForTest(create)
    const ada = await plane.signUp('Ada')
    const [north, south] = [await plane.createOrganization(ada, 'North'), await plane.createOrganization(ada, 'South')]
    const { token } = (await signIn(plane, ada)).body as { token: string }
    expect((await plane.call(token, 'POST', '/api/auth/sign-out')).status).toBe(204)
    expect((await plane.call(token, 'GET', '/v1/me')).status).toBe(401)
    for (const { id } of [north, south]) {
      const entries = await auditOf(plane, ada, id)
      expect(entries.slice(0, 2)).toMatchObject([
        { action: 'signed-out', actorName: 'Ada', from: '127.0.0.1' },
        { action: 'signed-in', actorName: 'Ada', from: '127.0.0.1', details: { how: 'password' } },
      ])
      expect(JSON.stringify(entries)).not.toContain(token)
    }
  })

  it('signs out by cookie, makes the browser forget it, and takes a second time for a success', async () => {
    await using plane = await startControlPlaneForTest(create)
    const cookie = cookieOf(await signIn(plane, await plane.signUp('Ada')))
    const out = (headers: Record<string, string>) => plane.call(null, 'POST', '/api/auth/sign-out', { headers })
    expect((await out({ cookie })).status).toBe(403)
    expect((await plane.call(null, 'GET', '/v1/me', { headers: { cookie } })).status).toBe(200)
    const done = await out({ cookie, origin: plane.url })
    expect(done.status).toBe(204)
    expect(done.headers.getSetCookie()).toEqual([expect.stringMatching(/^mooring\.session_token=; Max-Age=0; Path=\//)])
    expect((await plane.call(null, 'GET', '/v1/me', { headers: { cookie } })).status).toBe(401)
    expect((await out({ cookie, origin: plane.url })).status).toBe(204)
    expect((await out({})).status).toBe(204)
  })

  /** Refused before it is hashed: what is counted here is not what hashing costs. */
  const guess = 'x'.repeat(300)

  it('counts attempts to sign in by address, whatever address the client claims', async () => {
    await using plane = await startControlPlaneForTest(create)
    const attempt = (claimed: number) =>
      signIn(
        plane,
        { email: `${claimed}@example.com`, password: guess },
        { 'x-mooring-client-address': `10.0.0.${claimed}`, 'x-forwarded-for': `10.1.0.${claimed}` },
      )
    const answers = await Promise.all(Array.from({ length: 11 }, (_, i) => attempt(i)))
    expect(answers.map(({ status }) => status).sort()).toEqual([...Array(10).fill(400), 429])
    const refused = answers.find(({ status }) => status === 429)
    expect(Number(refused?.headers.get('retry-after'))).toBeGreaterThan(30)
  })

  it('counts them by account too, whatever addresses they come from through a proxy', async () => {
    await using plane = await startControlPlaneForTest(create, { trustedProxies: 1 })
    const ada = await plane.signUp('Ada')
    const from = (i: number) => ({ 'x-forwarded-for': `10.1.0.${i}` })
    const spelled = (i: number) => (i % 2 ? ada.email : ` ${ada.email.toUpperCase()}`)
    const signIns = Array.from({ length: 31 }, (_, i) => signIn(plane, { email: spelled(i), password: guess }, from(i)))
    expect((await Promise.all(signIns)).map(({ status }) => status).sort()).toEqual([...Array(30).fill(400), 429])
    // Whoever knows the address of somebody else can make their password wait, and nothing more.
    expect((await signIn(plane, ada, from(99))).status).toBe(429)
    expect((await plane.call(ada.session, 'GET', '/v1/me')).status).toBe(200)
    const signUps = Array.from({ length: 11 }, (_, i) =>
      signUp(plane, { email: spelled(i), password: 'short' }, from(i)),
    )
    expect((await Promise.all(signUps)).map(({ status }) => status).filter((status) => status === 429)).not.toEqual([])
  })

  it('keeps endpoints of the identity library closed that it does not list', async () => {
    await using plane = await startControlPlaneForTest(create)
    const ada = await plane.signUp('Ada')
    for (const path of [
      '/list-sessions',
      '/get-session',
      '/organization/list',
      '/organization/create',
      '/update-user',
      '/token/x',
      '/device',
      '/device/approve',
      '/device/deny',
    ]) {
      expect((await plane.call(ada.session, 'GET', `/api/auth${path}`)).status, path).toBe(404)
      expect((await plane.call(ada.session, 'POST', `/api/auth${path}`, { body: {} })).status, path).toBe(404)
    }
  })

  it('refuses a credential that contradicts the user whom the client names', async () => {
    await using plane = await startControlPlaneForTest(create)
    const [ada, bob] = [await plane.signUp('Ada'), await plane.signUp('Bob')]
    const { user } = (await plane.call(bob.session, 'GET', '/v1/me')).body as { user: { id: string } }
    const headers = { 'x-mooring-user': user.id }
    expect((await plane.call(ada.session, 'GET', '/v1/me', { headers })).status).toBe(403)
    expect((await plane.call(bob.session, 'GET', '/v1/me', { headers })).status).toBe(200)
  })
})
