// A credential that was refused is still somebody's secret: of another instance perhaps, or good again tomorrow. (Keys: see api-key.)
import { inspect } from 'node:util'
import { expect, it } from 'vitest'
import { openDatabase } from '../database/index.ts'
import { describeEachDatabase, openNetwork } from '../database/testing.ts'
import { startControlPlaneForTest } from '../testing.ts'
import { cookieOf, signIn, signUp, upgrade } from './testing.ts'

describeEachDatabase('secrecy of sign-ins', (create) => {
  it('[K17] no failure writes a session, cookie, token, password, code or invitation anywhere, also not when it cannot be checked', async () => {
    await using place = await create()
    await using network = place.dialect === 'postgres' ? await openNetwork(place.url) : null
    const reports: unknown[] = []
    const through = async () => ({ ...place, url: network?.url ?? place.url, [Symbol.asyncDispose]: async () => {} })
    await using plane = await startControlPlaneForTest(through, {}, (error) => void reports.push(error))
    const ada = await plane.signUp('Ada')
    await plane.createOrganization(ada, 'North')
    const { token } = (await plane.call(ada.session, 'GET', '/api/auth/token')).body as { token: string }
    const signedIn = await signIn(plane, ada)
    const [cookie, over] = [cookieOf(signedIn), (signedIn.body as { token: string }).token]
    await plane.call(over, 'POST', '/api/auth/sign-out')
    const secrets = { made_up: 'S3cretS3cretS3cretS3cretS3cret32', over, password: 'a wrong and secret password' }
    const tampered = `${token.slice(0, -8)}AAAAAAAA`
    const device = 'd3vice'.repeat(6)
    const bearer = (text: string) => ({ authorization: `Bearer ${text}` })
    const presented: Record<string, string>[] = [
      bearer(secrets.made_up),
      bearer(secrets.over),
      bearer(tampered),
      { 'x-mooring-token': tampered },
      { 'x-api-key': secrets.made_up },
      { authorization: `Basic ${btoa(secrets.password)}` },
      { authorization: secrets.password },
      { cookie },
      { cookie: `mooring.session_token=${secrets.made_up}.${'A'.repeat(43)}%3D` },
      // The good ones, from another page and for another person.
      { ...bearer(ada.session), 'x-mooring-user': secrets.made_up },
      { ...bearer(ada.session), 'x-mooring-organization': secrets.made_up },
    ]
    const ask = async () => {
      const texts: string[] = []
      for (const headers of presented) {
        texts.push((await upgrade(plane, headers)).text)
        for (const path of ['/v1/me', '/v1/hosts', '/api/auth/token', '/ai/openai/v1/models']) {
          const answer = await plane.call(null, 'GET', path, { headers })
          // A token that is asked for and given is no failure.
          if (answer.status !== 200) texts.push(answer.text + inspect([...answer.headers]))
        }
      }
      const answers = [
        await signIn(plane, { ...ada, password: secrets.password }),
        await signUp(plane, { password: secrets.password, email: 'no address' }),
        await signUp(plane, { password: secrets.made_up, email: ada.email }),
        await plane.call(null, 'POST', '/api/auth/device/token', {
          body: { grant_type: 'urn:ietf:params:oauth:grant-type:device_code', device_code: device, client_id: 'cli' },
        }),
        await plane.call(ada.session, 'POST', '/v1/invitations/accept', { body: { token: secrets.made_up } }),
      ]
      return [...texts, ...answers.map(({ text, headers }) => text + inspect([...headers]))]
    }
    const said = await ask()
    network?.cut()
    if (network !== null) said.push(...(await ask()))
    network?.mend()
    await using database = await openDatabase(place.url)
    const audit = await database.db.selectFrom('auditEntry').selectAll().execute()
    const everything = [
      ...said,
      inspect([reports, audit], { depth: Number.POSITIVE_INFINITY, showHidden: true }),
    ].join()
    const signature = cookie.split('.').at(-1) ?? ''
    for (const trace of [
      ...Object.values(secrets),
      ada.session,
      ada.password,
      device,
      signature,
      token.slice(-40, -8),
    ]) {
      expect(everything).not.toContain(trace)
      expect(everything).not.toContain(trace.slice(4, 24))
    }
    expect(said.length).toBeGreaterThan(50)
  })
})
