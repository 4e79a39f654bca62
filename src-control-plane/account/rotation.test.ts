// The instance's secret is exchanged: once with the old one still known, then without it. Nothing that it protected is lost on the way.
import { expect, it } from 'vitest'
import { openDatabase } from '../database/index.ts'
import { describeEachDatabase, type TestDatabase } from '../database/testing.ts'
import { createSecretBox } from '../secret/index.ts'
import { startControlPlaneForTest } from '../testing.ts'
import { cookieOf, signIn } from './testing.ts'

const [OLD, NEW] = ['the old secret of this instance, long', 'the new secret of this instance, long']

describeEachDatabase("a change of the instance's secret", (create) => {
  const start = (place: TestDatabase, config: { secret: string; previousSecrets?: string[] }) =>
    startControlPlaneForTest(async () => ({ ...place, [Symbol.asyncDispose]: async () => undefined }), config)

  it('keeps sign-ins, tokens and provider keys while the old one is known, and after it is forgotten what was used meanwhile', async () => {
    await using place = await create()
    await using database = await openDatabase(place.url)
    const stored = async () => {
      const { sealedSecret, organizationId } = await database.db
        .selectFrom('providerCredential')
        .selectAll()
        .executeTakeFirstOrThrow()
      const { privateKey } = await database.db.selectFrom('jwks').select('privateKey').executeTakeFirstOrThrow()
      return { sealedSecret, place: `provider/${organizationId}/anthropic`, privateKey }
    }
    const before = await (async () => {
      await using plane = await start(place, { secret: OLD })
      const ada = await plane.signUp('Ada')
      const { id } = await plane.createOrganization(ada, 'North')
      const body = { baseUrl: 'https://anthropic.invalid', secret: 'sk-ant-0001', model: 'claude' }
      expect(
        (await plane.call(ada.session, 'PUT', `/v1/organizations/${id}/providers/anthropic`, { body })).status,
      ).toBe(200)
      const { token } = (await plane.call(ada.session, 'GET', '/api/auth/token')).body as { token: string }
      return { ada, token, cookie: cookieOf(await signIn(plane, ada)), stored: await stored() }
    })()
    const me = async (plane: Awaited<ReturnType<typeof start>>, headers: Record<string, string>) =>
      (await plane.call(null, 'GET', '/v1/me', { headers })).status
    const bearer = (text: string) => ({ authorization: `Bearer ${text}` })

    const during = await (async () => {
      await using plane = await start(place, {
        secret: NEW,
        previousSecrets: ['another one that was never used, long', OLD],
      })
      expect(await me(plane, { cookie: before.cookie })).toBe(200)
      expect(await me(plane, bearer(before.token))).toBe(200)
      const { token } = (await plane.call(before.ada.session, 'GET', '/api/auth/token')).body as { token: string }
      return { token, cookie: cookieOf(await signIn(plane, before.ada)), stored: await stored() }
    })()
    // Sealed anew, under the new one alone.
    expect(during.stored.sealedSecret).not.toBe(before.stored.sealedSecret)
    expect(during.stored.privateKey).not.toBe(before.stored.privateKey)
    expect(createSecretBox(NEW).open(during.stored.sealedSecret ?? '', during.stored.place)).toBe('sk-ant-0001')
    expect(() => createSecretBox(OLD).open(during.stored.sealedSecret ?? '', during.stored.place)).toThrow()

    await using plane = await start(place, { secret: NEW })
    expect(await me(plane, { cookie: during.cookie })).toBe(200)
    expect(await me(plane, bearer(before.ada.session))).toBe(200)
    for (const token of [before.token, during.token]) expect(await me(plane, bearer(token))).toBe(200)
    expect(await me(plane, { cookie: before.cookie })).toBe(401)
    expect((await stored()).sealedSecret).toBe(during.stored.sealedSecret)
    // One key has signed all the time.
    expect(await database.db.selectFrom('jwks').select('id').execute()).toHaveLength(1)
  })

  it('without the old one signs with a new key, and still believes what the old key signed', async () => {
    await using place = await create()
    await using database = await openDatabase(place.url)
    const before = await (async () => {
      await using plane = await start(place, { secret: OLD })
      const ada = await plane.signUp('Ada')
      const { token } = (await plane.call(ada.session, 'GET', '/api/auth/token')).body as { token: string }
      return { ada, token }
    })()
    await using plane = await start(place, { secret: NEW })
    const { token } = (await plane.call(before.ada.session, 'GET', '/api/auth/token')).body as { token: string }
    for (const each of [token, before.token]) expect((await plane.call(each, 'GET', '/v1/me')).status).toBe(200)
    expect(await database.db.selectFrom('jwks').select('id').execute()).toHaveLength(2)
  })
})
