// Everything that can stay open, opened at once by one credential, and then taken away in each way that there is: each ends within a second,
// with its reason, on both sides (R9, K7, K8, K9).
import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import type { MintedApiKey } from '#contract/api-key'
import type { ChatSession } from '#contract/chat'
import type { LedgerPage } from '#contract/gateway'
import { credentialHeaders, type Me, ORGANIZATION_HEADER } from '#contract/identity'
import { type ScriptedUpstream, startScriptedUpstream } from '../e2e/fakes/index.ts'
import { type Database, openDatabase } from './database/index.ts'
import { describeEachDatabase } from './database/testing.ts'
import { attach, connectHost, dialBack, newHostId, opened } from './relay/testing.ts'
import { newId } from './secret/index.ts'
import { type Person, startControlPlaneForTest, type TestControlPlane } from './testing.ts'

/** How soon all of it must have ended. Milliseconds. */
const AT_ONCE_MS = 1_000
const SECRET = 'sk-scripted-provider-secret-0001'

describeEachDatabase('revocation', (create) => {
  let plane: TestControlPlane
  /** Another connection to the same database: an operator, or another replica. */
  let elsewhere: Database
  let upstream: ScriptedUpstream
  let ada: Person
  let north: string

  beforeAll(async () => {
    plane = await startControlPlaneForTest(create)
    elsewhere = await openDatabase(plane.database.url)
    upstream = await startScriptedUpstream({ secret: SECRET })
    ada = await plane.signUp('Ada')
    north = (await plane.createOrganization(ada, 'North')).id
    const body = { baseUrl: upstream.anthropicBaseUrl, model: 'scripted-1', secret: SECRET }
    const provider = `/v1/organizations/${north}/providers/anthropic`
    expect((await plane.call(ada.session, 'PUT', provider, { body })).status).toBe(200)
  })
  afterAll(async () => {
    await elsewhere[Symbol.asyncDispose]()
    await plane[Symbol.asyncDispose]()
    await upstream[Symbol.asyncDispose]()
  })

  async function* endless() {
    yield 'And on '
    await new Promise(() => undefined)
  }

  async function newMember() {
    const bob = await plane.signUp('Bob')
    const me = (await plane.call(bob.session, 'GET', '/v1/me')).body as Me
    const userId = me.user?.id ?? ''
    const createdAt = new Date().toISOString()
    const row = { id: newId('member'), organizationId: north, userId, role: 'member' as const, createdAt }
    await elsewhere.db.insertInto('member').values(row).execute()
    await vi.waitFor(async () => {
      const { body } = await plane.call(bob.session, 'GET', '/v1/me')
      expect((body as Me).organizations).toHaveLength(1)
    })
    const body = { organizationId: north, name: 'key' }
    const minted = (await plane.call(bob.session, 'POST', '/v1/api-keys', { body })).body as MintedApiKey
    return { bob, userId, key: minted.secret, keyId: minted.key.id }
  }

  /** A host and a viewer of it, the host's end of that, a chat stream and a gateway stream; and the hints, which are a person's own. */
  async function openAll(credential: string) {
    const headers = { [ORGANIZATION_HEADER]: north }
    const place = { credential, organizationId: north, hostId: newHostId() }
    const host = { id: place.hostId, organizationId: north, name: 'box' }
    expect((await plane.call(credential, 'POST', '/v1/hosts', { body: host })).status).toBe(201)
    const channel = opened(await connectHost(plane.url, place))
    channel.say({ type: 'hello', version: '1', instanceId: 'only', terminals: [] })
    await vi.waitFor(() => expect(channel.heard()).toEqual([{ type: 'welcome' }]))
    const viewer = opened(await attach(plane.url, place))
    const dial = await vi.waitFor(() => {
      const found = channel.heard().find((message) => message.type === 'dial')
      if (found?.type !== 'dial') throw new Error('no dial yet')
      return found
    })
    const far = opened(await dialBack(plane.url, dial.ticket))
    const session = (await plane.call(credential, 'POST', '/v1/chat/sessions', { body: {}, headers }))
      .body as ChatSession
    const chat = await openStream(credential, 'GET', `/v1/chat/sessions/${session.id}/events`)
    const body = { model: 'claude-x', max_tokens: 9, stream: true, messages: [{ role: 'user', content: 'Hello' }] }
    upstream.follow({ chunks: endless() })
    const gateway = await openStream(credential, 'POST', '/ai/anthropic/v1/messages', body)
    await gateway.until('And on ')
    const hints = await openStream(credential, 'GET', '/v1/hints')
    await hints.until(': keep-alive')
    return { channel, viewer, far, chat, gateway, hints }
  }

  async function openStream(credential: string, method: string, path: string, body?: object) {
    const response = await fetch(new URL(path, plane.url), {
      method,
      headers: {
        ...credentialHeaders(credential),
        [ORGANIZATION_HEADER]: north,
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      },
      body: body === undefined ? null : JSON.stringify(body),
    })
    expect(response.status).toBe(200)
    const reader = (response.body ?? new ReadableStream<Uint8Array>()).pipeThrough(new TextDecoderStream()).getReader()
    let seen = ''
    const until = async (text: string | null) => {
      while (text === null || !seen.includes(text)) {
        const { done, value = '' } = await reader.read()
        if (done) return seen
        seen += value
      }
      return seen
    }
    return { until, ended: () => until(null), [Symbol.asyncDispose]: () => reader.cancel() }
  }

  type All = Awaited<ReturnType<typeof openAll>>

  /** Takes away, and sees everything but the hints end within a second for this reason. */
  async function expectEnd({ channel, viewer, far, chat, gateway }: All, code: number, message: string) {
    const reason = { code, reason: message }
    const failure = `event: failure\ndata: ${JSON.stringify({ code: code === 4410 ? 'revoked' : 'access-changed', message })}\n\n`
    const begun = performance.now()
    const [chatted, answered, ...closed] = await Promise.all([
      chat.ended(),
      gateway.ended(),
      channel.closed,
      viewer.closed,
      far.closed,
    ])
    const tookMs = performance.now() - begun
    expect(closed).toEqual([reason, reason, reason])
    expect(chatted.endsWith(failure)).toBe(true)
    expect(answered).toMatch(/event: error\ndata: \{"type":"error".*\n\n$/)
    expect(answered).toContain(JSON.stringify(message).slice(1, -1))
    expect(tookMs).toBeLessThan(AT_ONCE_MS)
    const requests = await plane.call(ada.session, 'GET', `/v1/organizations/${north}/requests`)
    const row = { outcome: 'cancelled', error: code === 4410 ? 'revoked' : 'access-changed' }
    expect((requests.body as LedgerPage).entries[0]).toMatchObject(row)
  }

  const hintsEnd = async ({ hints }: All, message: string) =>
    expect(await hints.ended()).toMatch(new RegExp(`event: failure\ndata: .*${message}"}\n\n$`))

  it.each(['by its owner', 'by somebody at the database'])('[K8] of a key that is deleted %s', async (who) => {
    const { bob, key, keyId } = await newMember()
    const all = await openAll(key)
    if (who === 'by its owner') {
      expect((await plane.call(bob.session, 'DELETE', `/v1/api-keys/${keyId}`)).status).toBe(204)
    } else await elsewhere.db.deleteFrom('apiKey').where('id', '=', keyId).execute()
    await expectEnd(all, 4410, 'The API key was deleted.')
    await hintsEnd(all, 'The API key was deleted.')
    expect((await plane.call(key, 'GET', '/v1/me')).status).toBe(401)
  })

  it('[K9] of a key that expires', async () => {
    const { key, keyId } = await newMember()
    const all = await openAll(key)
    const expiresAt = Date.now() + 500
    await elsewhere.db.updateTable('apiKey').set({ expiresAt }).where('id', '=', keyId).execute()
    await expectEnd(all, 4410, 'The API key has expired.')
    await hintsEnd(all, 'The API key has expired.')
    expect(Date.now()).toBeGreaterThanOrEqual(expiresAt)
    expect((await plane.call(key, 'GET', '/v1/me')).status).toBe(401)
  })

  it('[K7] of a member who is removed, and whose key works again when they are back', async () => {
    const { userId, key } = await newMember()
    const all = await openAll(key)
    await using _hints = all.hints
    const path = `/v1/organizations/${north}/members/${userId}`
    expect((await plane.call(ada.session, 'DELETE', path)).status).toBe(204)
    await expectEnd(all, 4410, "The key's owner is no longer a member of North.")
    expect((await plane.call(key, 'GET', '/v1/hosts')).status).toBe(403)
    const row = { id: newId('member'), organizationId: north, userId, role: 'member' as const }
    await elsewhere.db
      .insertInto('member')
      .values({ ...row, createdAt: new Date().toISOString() })
      .execute()
    await vi.waitFor(async () => expect((await plane.call(key, 'GET', '/v1/hosts')).status).toBe(200))
  })

  it('[K7] of a member whose role is changed, who connects again at once in the new one', async () => {
    const { userId, bob } = await newMember()
    const all = await openAll(bob.session)
    await using _hints = all.hints
    const path = `/v1/organizations/${north}/members/${userId}`
    const changed = await plane.call(ada.session, 'PATCH', path, { body: { role: 'admin' } })
    expect(changed.status).toBe(200)
    await expectEnd(all, 4412, 'The role in North is now "admin". Connect again.')
    const again = await openAll(bob.session)
    await all.hints.until('"topic":"members"')
    for (const peer of [again.channel, again.viewer, again.far]) peer[Symbol.dispose]()
    for (const stream of [again.chat, again.gateway, again.hints]) await stream[Symbol.asyncDispose]()
  })

  it('[R9] of a session that is signed out', async () => {
    const { bob } = await newMember()
    const all = await openAll(bob.session)
    const signedOut = await plane.call(bob.session, 'POST', '/api/auth/sign-out', {
      body: {},
      headers: { origin: plane.url },
    })
    expect(signedOut.status).toBeLessThan(300)
    await expectEnd(all, 4410, 'The sign-in was ended.')
    await hintsEnd(all, 'The sign-in was ended.')
  })

  it('[R9] of a person whose account is disabled', async () => {
    const { key, userId } = await newMember()
    const all = await openAll(key)
    await elsewhere.db.updateTable('user').set({ disabledAt: Date.now() }).where('id', '=', userId).execute()
    await expectEnd(all, 4410, 'The account was disabled.')
    await hintsEnd(all, 'The account was disabled.')
  })
})
