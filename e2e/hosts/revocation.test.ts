// What a running app notices when somebody elsewhere takes its right away, changes it, or gives it back.
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import type { Hint } from '#contract/hint'
import { type Person, startControlPlaneForTest, type TestControlPlane } from '../../src-control-plane/testing.ts'
import { bring, HOST_TEST_TIMEOUT_MS, mint, soon, startHostForTest, type TestHost } from './testing.ts'

describe('a right that changes while the app runs', { timeout: HOST_TEST_TIMEOUT_MS }, () => {
  let plane: TestControlPlane
  let ada: Person
  let north: string
  const people: Person[] = []

  beforeAll(async () => {
    plane = await startControlPlaneForTest()
    ada = await plane.signUp('Ada')
    north = (await plane.createOrganization(ada, 'North')).id
  })
  afterAll(() => plane[Symbol.asyncDispose]())

  const member = async (): Promise<Person & { id: string }> => {
    const person = await plane.signUp(`Member${people.push(ada)}`)
    await bring(plane, ada, north, person)
    const { user } = (await plane.call(person.session, 'GET', '/v1/me')).body as { user: { id: string } }
    return { ...person, id: user.id }
  }
  /** An app in which that person is signed in. */
  async function appOf({ email, password }: Person): Promise<TestHost> {
    const app = await startHostForTest({ controlPlaneUrl: plane.url })
    await app.window.controlPlanes.signIn.mutate({ url: plane.url, email, password })
    await app.online()
    return app
  }
  const asAda = async (method: string, path: string, body?: object) => {
    const answer = await plane.call(ada.session, method, path, body === undefined ? {} : { body })
    expect(answer.status, answer.text).toBeLessThan(300)
  }
  /** Milliseconds from the answer to the change until the app says so. */
  async function felt(app: TestHost, look: () => void): Promise<number> {
    const from = performance.now()
    const { promise, resolve } = Promise.withResolvers<void>()
    const again = () => {
      try {
        look()
        resolve()
      } catch {
        // Not yet.
      }
    }
    const stop = app.host.onStateChange(again)
    again()
    await promise.finally(stop)
    return performance.now() - from
  }

  it('[L9] shows a session that was ended elsewhere as signed out within a second, with the reason, and its terminals go on', async () => {
    const eve = await member()
    await using app = await appOf(eve)
    const terminal = await app.window.terminals.open.mutate({ cols: 80, rows: 24 })
    await plane.call(eve.session, 'DELETE', '/v1/me/sessions')
    const ms = await felt(app, () => expect(app.state().identity.state).toBe('signed-out'))
    expect(ms).toBeLessThan(1_000)
    expect(app.state().identity).toMatchObject({ failure: { code: 'revoked', message: 'The sign-in was ended.' } })
    await soon(() => expect(app.state().presence).toMatchObject({ state: 'offline', reason: 'revoked' }))
    expect(await app.window.terminals.list.query()).toMatchObject([{ id: terminal.id, state: { state: 'running' } }])
    await app.window.controlPlanes.signIn.mutate({ url: plane.url, email: eve.email, password: eve.password })
    await app.online()
  })

  it('[L9] shows a deleted key as signed out, with the reason', async () => {
    const eve = await member()
    const { key, secret } = await mint(plane, eve, { organizationId: north, name: 'box' })
    await using app = await startHostForTest({ controlPlaneUrl: plane.url, apiKey: secret })
    await app.online()
    await plane.call(eve.session, 'DELETE', `/v1/api-keys/${key.id}`)
    expect(await felt(app, () => expect(app.state().identity.state).toBe('signed-out'))).toBeLessThan(1_000)
    expect(app.state().identity).toMatchObject({ failure: { code: 'revoked', message: 'The API key was deleted.' } })
  })

  it('[L9] is offline as revoked while its person is no member, and returns by itself when they are again', async () => {
    const eve = await member()
    await using app = await appOf(eve)
    await asAda('DELETE', `/v1/organizations/${north}/members/${eve.id}`)
    await felt(app, () => expect(app.state().presence).toMatchObject({ state: 'offline', reason: 'revoked' }))
    await soon(() => expect(app.state().identity).toMatchObject({ state: 'signed-in', me: { organizations: [] } }))
    await bring(plane, ada, north, eve)
    await app.online()
    expect(app.state().identity).toMatchObject({ me: { organizations: [{ id: north }] } })
  })

  it('[L9] acts in a changed role at once', async () => {
    const eve = await member()
    await using app = await appOf(eve)
    const { since } = await app.online()
    await asAda('PATCH', `/v1/organizations/${north}/members/${eve.id}`, { role: 'admin' })
    await felt(app, () => expect(app.state().identity).toMatchObject({ me: { organizations: [{ role: 'admin' }] } }))
    await soon(() => {
      const { presence } = app.state()
      expect(presence.state).toBe('online')
      expect(presence.since).toBeGreaterThan(since)
    })
  })

  it('[L10] hints to its windows what changed elsewhere', async () => {
    const eve = await member()
    await using app = await appOf(eve)
    const heard = new Set<string>()
    const hear = ({ topic, organizationId }: Hint) => void heard.add(`${topic} ${organizationId}`)
    app.window.hints.onHint.subscribe(undefined, { onData: hear })
    // The stream opens when it does: from then on each mint is heard of.
    await vi.waitFor(
      async () => {
        await mint(plane, eve, { organizationId: north, name: crypto.randomUUID() })
        expect([...heard]).toContain('api-keys null')
      },
      { timeout: 10_000, interval: 100 },
    )
  })

  it('[L10] learns of an organization that it was brought into without being asked', async () => {
    const eve = await member()
    const south = (await plane.createOrganization(ada, 'South')).id
    await using app = await appOf(eve)
    await bring(plane, ada, south, eve)
    await felt(app, () => expect(app.state().identity).toMatchObject({ me: { organizations: [{}, {}] } }))
  })
})
