// One app and two control planes: its own, and one elsewhere that people sign up at.
import { once } from 'node:events'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Person, startControlPlaneForTest, type TestControlPlane } from '../../src-control-plane/testing.ts'
import { failureOf, HOST_TEST_TIMEOUT_MS, soon, startHostForTest } from './testing.ts'

describe('the control planes of an app', { timeout: HOST_TEST_TIMEOUT_MS }, () => {
  let plane: TestControlPlane
  let ada: Person

  beforeAll(async () => {
    plane = await startControlPlaneForTest()
    ada = await plane.signUp('Ada')
    await plane.createOrganization(ada, 'North')
  })
  afterAll(() => plane[Symbol.asyncDispose]())

  const signInOf = ({ email, password }: Person) => ({ url: plane.url, email, password })
  const hostNames = async () => {
    const [north] = (await plane.call(ada.session, 'GET', '/v1/organizations')).body as { id: string }[]
    const hosts = await plane.call(ada.session, 'GET', '/v1/hosts', {
      headers: { 'x-mooring-organization': north?.id ?? '' },
    })
    return (hosts.body as { name: string; presence: { state: string } }[]).map(
      ({ name, presence }) => `${name} ${presence.state}`,
    )
  }

  it('[L8] switches to another control plane and back without a restart, with both sign-ins and every terminal kept', async () => {
    await using app = await startHostForTest({ machineName: 'switcher' })
    const { window } = app
    await app.online()
    const own = app.state().controlPlane.url
    const ownOrganization = app.state().hostOrganizationId
    const terminal = await window.terminals.open.mutate({ cols: 80, rows: 24 })

    await window.controlPlanes.signIn.mutate(signInOf(ada))
    expect(app.state().controlPlane.url).toBe(own)
    await window.controlPlanes.use.mutate({ url: plane.url })
    expect(app.state()).toMatchObject({
      controlPlane: { url: plane.url, embedded: false, fixedBy: null },
      identity: { state: 'signed-in', me: { user: { email: ada.email } } },
    })
    await app.online()
    expect(await hostNames()).toContain('switcher online')
    expect((await window.organizations.list.query()).map(({ name }) => name)).toEqual(['North'])
    const known = await window.controlPlanes.list.query()
    expect(known).toMatchObject([
      { url: own, embedded: true, inUse: false, signedIn: true, organizations: 1 },
      { url: plane.url, embedded: false, inUse: true, signedInAs: { email: ada.email }, organizations: 1 },
    ])
    // What was made at its own goes on being good: it runs as long as the app does.
    expect((await fetch(new URL('/healthz', own))).status).toBe(200)

    await window.controlPlanes.use.mutate({ url: null })
    await app.online()
    expect(app.state()).toMatchObject({
      controlPlane: { url: own, embedded: true },
      hostOrganizationId: ownOrganization,
    })
    await soon(async () => expect(await hostNames()).toContain('switcher offline'))
    await window.controlPlanes.use.mutate({ url: plane.url })
    expect(app.state().identity.state).toBe('signed-in')
    expect(await window.terminals.list.query()).toMatchObject([{ id: terminal.id, state: { state: 'running' } }])
  })

  it('[L8] tells every window of a switch, and follows nothing of the one that was left', async () => {
    await using app = await startHostForTest()
    const seen: string[] = []
    const ended: string[] = []
    const subscription = app.window.app.onChange.subscribe(undefined, {
      onData: ({ controlPlane }) => seen.push(controlPlane.url),
    })
    const organizationId = app.state().hostOrganizationId ?? (await app.window.organizations.list.query())[0]?.id ?? ''
    const session = await app.window.chat.start.mutate({ organizationId, session: {} })
    app.window.chat.events.subscribe(
      { organizationId, sessionId: session.id },
      { onComplete: () => ended.push('chat') },
    )
    await app.window.controlPlanes.signIn.mutate(signInOf(ada))
    await app.window.controlPlanes.use.mutate({ url: plane.url })
    await soon(() => expect(seen.at(-1)).toBe(plane.url))
    await soon(() => expect(ended).toEqual(['chat']))
    subscription.unsubscribe()
  })

  it('[L8] comes back with the control plane and the sign-in that were in use, and without any password kept', async () => {
    const home = await mkdtemp(join(tmpdir(), 'mooring-again-'))
    try {
      {
        await using first = await startHostForTest({ home })
        await first.window.controlPlanes.signIn.mutate(signInOf(ada))
        await first.window.controlPlanes.use.mutate({ url: plane.url })
        await first.online()
      }
      await using again = await startHostForTest({ home })
      expect(again.state()).toMatchObject({ controlPlane: { url: plane.url }, identity: { state: 'signed-in' } })
      for (const file of ['credentials.json', 'host.db', 'host.db-wal', 'mooring.log']) {
        const text = await readFile(join(home, file), 'latin1').catch(() => '')
        expect(text.includes(ada.password), file).toBe(false)
      }
    } finally {
      await rm(home, { recursive: true, force: true })
    }
  })

  it('[L8] says why it does not switch when it was started for one control plane, or as one key', async () => {
    await using fixed = await startHostForTest({ controlPlaneUrl: plane.url })
    expect(fixed.state().controlPlane.fixedBy).toBe('address')
    expect(await failureOf(fixed.window.controlPlanes.use.mutate({ url: 'http://127.0.0.1:9' }))).toMatchObject({
      code: 'conflict',
      message: expect.stringContaining('--control-plane'),
    })
    await using keyed = await startHostForTest({ apiKey: 'moor_live_x' })
    expect(await failureOf(keyed.window.controlPlanes.use.mutate({ url: plane.url }))).toMatchObject({
      code: 'conflict',
      message: expect.stringContaining('MOORING_API_KEY'),
    })
  })

  it('[L7] sends a password to nobody but a Mooring control plane over a private way', async () => {
    await using app = await startHostForTest()
    const signIn = (url: string) => failureOf(app.window.controlPlanes.signIn.mutate({ ...signInOf(ada), url }))
    expect(await signIn('http://192.0.2.1')).toMatchObject({
      code: 'bad-request',
      message: expect.stringMatching('not encrypted'),
    })
    expect(await signIn('ftp://example.com')).toMatchObject({
      code: 'bad-request',
      message: expect.stringMatching('no address'),
    })
    expect(await signIn('http://127.0.0.1:9')).toMatchObject({ code: 'control-plane-unreachable' })
    await using stranger = await startStranger()
    expect(await signIn(stranger.url)).toMatchObject({ message: expect.stringContaining('not as a Mooring') })
    expect(stranger.heard).toEqual(['GET /v1/me '])
    expect(await signIn(app.state().controlPlane.url)).toMatchObject({ code: 'conflict' })
    const wrong = app.window.controlPlanes.signIn.mutate({ ...signInOf(ada), password: 'not the password' })
    expect(await failureOf(wrong)).toMatchObject({ code: 'not-signed-in' })
    expect(await app.window.controlPlanes.list.query()).toHaveLength(1)
  })

  it('[L7] signs up, signs out there before it forgets, and forgets', async () => {
    await using app = await startHostForTest()
    const { controlPlanes } = app.window
    const newcomer = { url: plane.url, name: 'Eve', email: 'eve@example.com', password: 'a long enough password' }
    await controlPlanes.signUp.mutate(newcomer)
    await controlPlanes.use.mutate({ url: plane.url })
    const { others } = await sessionsOf(newcomer)
    expect(others).toBe(1)
    expect(await failureOf(controlPlanes.forget.mutate({ url: plane.url }))).toMatchObject({ code: 'conflict' })
    expect(await controlPlanes.signOut.mutate({ url: plane.url })).toEqual({ told: true })
    expect(app.state()).toMatchObject({
      controlPlane: { url: plane.url },
      identity: { state: 'signed-out', failure: { code: 'not-signed-in' } },
    })
    expect((await sessionsOf(newcomer)).others).toBe(0)
    await controlPlanes.use.mutate({ url: null })
    await controlPlanes.forget.mutate({ url: plane.url })
    expect(await controlPlanes.list.query()).toMatchObject([{ embedded: true, inUse: true }])
  })

  /** How many sessions a person has; the one that asks is ended again. */
  async function sessionsOf({ email, password }: { email: string; password: string }): Promise<{ others: number }> {
    const { body } = await plane.call(null, 'POST', '/api/auth/sign-in/email', { body: { email, password } })
    const { token } = body as { token: string }
    const sessions = (await plane.call(token, 'GET', '/v1/me/sessions')).body as {
      current: boolean
      userAgent: string
    }[]
    await plane.call(token, 'POST', '/api/auth/sign-out')
    return { others: sessions.filter(({ current, userAgent }) => !current && userAgent.startsWith('Mooring/')).length }
  }
})

/** A server of somebody else's, which listens closely. */
async function startStranger() {
  const heard: string[] = []
  const server = createServer(async (request, response) => {
    let body = ''
    for await (const part of request) body += String(part)
    heard.push(`${request.method} ${request.url} ${body}`)
    response.writeHead(200, { 'content-type': 'application/json' }).end('{"token":"mine now"}')
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  return {
    heard,
    url: `http://127.0.0.1:${port}`,
    [Symbol.asyncDispose]: () => new Promise<void>((resolve) => void server.close(() => resolve())),
  }
}
