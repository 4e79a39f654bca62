import { expect, it } from 'vitest'
import { openDatabase } from '../database/index.ts'
import { describeEachDatabase } from '../database/testing.ts'
import { startControlPlaneForTest, type TestControlPlane } from '../testing.ts'
import { auditOf } from './testing.ts'

type Issued = { device_code: string; user_code: string; verification_uri: string; expires_in: number; interval: number }

const GRANT = 'urn:ietf:params:oauth:grant-type:device_code'

describeEachDatabase('device sign-in', (create) => {
  const ask = (plane: TestControlPlane, client = 'cli', more: object = {}) =>
    plane.call(null, 'POST', '/api/auth/device/code', { body: { client_id: client, ...more } })
  const issue = async (plane: TestControlPlane) => (await ask(plane)).body as Issued
  const poll = (plane: TestControlPlane, { device_code }: Issued, client = 'cli') =>
    plane.call(null, 'POST', '/api/auth/device/token', {
      body: { grant_type: GRANT, device_code, client_id: client },
      headers: { 'user-agent': 'mooring on a laptop' },
    })
  const decide = (plane: TestControlPlane, credential: string | null, what: string, userCode: string) =>
    plane.call(credential, 'POST', `/v1/device-sign-ins/${what}`, { body: { userCode } })

  it('signs a device in as the person who approved its code, once', async () => {
    await using plane = await startControlPlaneForTest(create)
    const ada = await plane.signUp('Ada')
    const { id } = await plane.createOrganization(ada, 'North')
    const issued = await issue(plane)
    expect(issued).toMatchObject({
      user_code: expect.stringMatching(/^[A-HJ-NP-Z2-9]{8}$/),
      verification_uri: `${plane.url}/device`,
      expires_in: 600,
      interval: 2,
    })
    const typed = `${issued.user_code.slice(0, 4)}-${issued.user_code.slice(4)}`.toLowerCase()
    expect((await decide(plane, ada.session, 'describe', typed)).body).toEqual({
      userCode: issued.user_code,
      client: 'cli',
      from: '127.0.0.1',
      expiresAt: expect.any(Number),
    })
    expect((await decide(plane, ada.session, 'approve', typed)).status).toBe(204)
    const { body } = await poll(plane, issued)
    expect(body).toMatchObject({ access_token: expect.any(String), token_type: 'Bearer' })
    const { access_token: session } = body as { access_token: string }
    expect((await plane.call(session, 'GET', '/v1/me')).body).toMatchObject({ kind: 'session', user: { name: 'Ada' } })
    expect((await plane.call(session, 'GET', '/v1/me/sessions')).body).toMatchObject([
      { current: true, userAgent: 'mooring on a laptop', from: '127.0.0.1' },
      { current: false },
    ])
    expect((await poll(plane, issued)).body).toMatchObject({ error: 'invalid_grant' })
    expect((await auditOf(plane, ada, id))[0]).toMatchObject({
      action: 'signed-in',
      details: { how: 'device code', client: 'cli' },
    })
  })

  it('waits while nobody decided, and tells a device that was refused', async () => {
    await using plane = await startControlPlaneForTest(create)
    const ada = await plane.signUp('Ada')
    const waiting = await issue(plane)
    expect([(await poll(plane, waiting)).status, (await poll(plane, waiting)).body]).toMatchObject([
      400,
      { error: 'slow_down' },
    ])
    const refused = await issue(plane)
    expect((await decide(plane, ada.session, 'deny', refused.user_code)).status).toBe(204)
    expect((await poll(plane, refused)).body).toMatchObject({ error: 'access_denied' })
    expect((await poll(plane, await issue(plane))).body).toMatchObject({ error: 'authorization_pending' })
  })

  it('decides a code once, and not after it ran out', async () => {
    await using plane = await startControlPlaneForTest(create)
    const [ada, bob] = [await plane.signUp('Ada'), await plane.signUp('Bob')]
    const { user_code: code } = await issue(plane)
    const both = await Promise.all([
      decide(plane, ada.session, 'approve', code),
      decide(plane, bob.session, 'approve', code),
    ])
    expect(both.map(({ status }) => status).sort()).toEqual([204, 404])
    expect((await decide(plane, ada.session, 'describe', code)).status).toBe(404)
    const late = await issue(plane)
    await using database = await openDatabase(plane.database.url)
    const past = new Date(Date.now() - 1_000).toISOString()
    await database.db
      .updateTable('deviceCode')
      .set({ expiresAt: past })
      .where('userCode', '=', late.user_code)
      .execute()
    for (const what of ['describe', 'approve', 'deny']) {
      const answer = await decide(plane, ada.session, what, late.user_code)
      expect([answer.status, answer.body]).toMatchObject([404, { message: expect.stringContaining('ran out') }])
    }
    expect((await poll(plane, late)).body).toMatchObject({ error: 'expired_token' })
  })

  it('knows no other clients, binds no code to a user beforehand, and gives none of another client out', async () => {
    await using plane = await startControlPlaneForTest(create)
    const ada = await plane.signUp('Ada')
    expect((await ask(plane, 'some-app')).body).toMatchObject({ error: 'invalid_client' })
    const { user } = (await plane.call(ada.session, 'GET', '/v1/me')).body as { user: { id: string } }
    const issued = (await ask(plane, 'desktop', { user_id: user.id, scope: 'everything' })).body as Issued
    await using database = await openDatabase(plane.database.url)
    expect(await database.read.selectFrom('deviceCode').select('userId').execute()).toEqual([{ userId: null }])
    await decide(plane, ada.session, 'approve', issued.user_code)
    expect((await poll(plane, issued, 'cli')).body).toMatchObject({ error: 'invalid_grant' })
    expect((await poll(plane, issued, 'desktop')).status).toBe(200)
  })

  it('puts the code into no link, and takes it from none', async () => {
    await using plane = await startControlPlaneForTest(create)
    const issued = await issue(plane)
    expect(
      Object.entries(issued).filter(
        ([name, value]) => name !== 'user_code' && String(value).includes(issued.user_code),
      ),
    ).toEqual([])
    const page = await plane.call(null, 'GET', `/device?user_code=${issued.user_code}`)
    expect(page.text).toContain('Approve only what you started yourself')
    expect(page.text).not.toContain(issued.user_code)
    expect(page.text).not.toMatch(/<(script|form|input)/)
  })

  it('[K12] lets nobody but a signed-in person decide', async () => {
    await using plane = await startControlPlaneForTest(create)
    const ada = await plane.signUp('Ada')
    const minted = await plane.call(ada.session, 'POST', '/v1/api-keys', { body: { kind: 'personal', name: 'mine' } })
    const { secret } = minted.body as { secret: string }
    const { token } = (await plane.call(ada.session, 'GET', '/api/auth/token')).body as { token: string }
    const issued = await issue(plane)
    for (const what of ['describe', 'approve', 'deny']) {
      for (const credential of [secret, token]) {
        expect((await decide(plane, credential, what, issued.user_code)).status).toBe(403)
      }
      expect((await decide(plane, null, what, issued.user_code)).status).toBe(401)
    }
    expect((await poll(plane, issued)).body).toMatchObject({ error: 'authorization_pending' })
  })

  it('speaks forms too, as OAuth clients do, and says what a request lacks', async () => {
    await using plane = await startControlPlaneForTest(create)
    const form = await fetch(new URL('/api/auth/device/code', plane.url), {
      method: 'POST',
      body: new URLSearchParams({ client_id: 'cli' }),
    })
    expect(form.status).toBe(200)
    expect(form.headers.get('cache-control')).toBe('no-store')
    for (const path of ['code', 'token']) {
      const { status, body } = await plane.call(null, 'POST', `/api/auth/device/${path}`, { body: [] })
      expect([status, body]).toMatchObject([400, { error: 'invalid_request', error_description: expect.any(String) }])
    }
  })

  it('bounds how often a device asks for codes and a person types them', async () => {
    await using plane = await startControlPlaneForTest(create)
    const ada = await plane.signUp('Ada')
    const codes = await Promise.all(Array.from({ length: 21 }, () => ask(plane)))
    expect(codes.map(({ status }) => status).sort()).toEqual([...Array(20).fill(200), 429])
    const typed = Array.from({ length: 61 }, () => decide(plane, ada.session, 'approve', 'AAAAAAAA'))
    expect((await Promise.all(typed)).map(({ status }) => status).sort()).toEqual([...Array(60).fill(404), 429])
  })
})
