import { EventSourceParserStream } from 'eventsource-parser/stream'
import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import { HINTS_PATH, Hint } from '#contract/hint'
import { credentialHeaders, type Me } from '#contract/identity'
import { type Database, openDatabase } from '../database/index.ts'
import { describeEachDatabase } from '../database/testing.ts'
import { newId } from '../secret/index.ts'
import { type Person, startControlPlaneForTest, type TestControlPlane } from '../testing.ts'

describeEachDatabase('hints', (create) => {
  let plane: TestControlPlane
  let elsewhere: Database
  let ada: Person
  let bob: Person
  let north: string
  let south: string

  beforeAll(async () => {
    plane = await startControlPlaneForTest(create)
    elsewhere = await openDatabase(plane.database.url)
    ada = await plane.signUp('Ada')
    bob = await plane.signUp('Bob')
    north = (await plane.createOrganization(ada, 'North')).id
    south = (await plane.createOrganization(bob, 'South')).id
  })
  afterAll(async () => {
    await elsewhere[Symbol.asyncDispose]()
    await plane[Symbol.asyncDispose]()
  })

  /** Everything that is heard from the first comment on. */
  async function listen(credential: string) {
    const response = await fetch(new URL(HINTS_PATH, plane.url), { headers: credentialHeaders(credential) })
    expect(response.status).toBe(200)
    const heard: Hint[] = []
    const opened = Promise.withResolvers<void>()
    const parser = new EventSourceParserStream({ onComment: () => opened.resolve() })
    const reader = (response.body ?? new ReadableStream<Uint8Array>())
      .pipeThrough(new TextDecoderStream())
      .pipeThrough(parser)
      .getReader()
    const ended = (async () => {
      for (let next = await reader.read(); !next.done; next = await reader.read()) {
        if (next.value.event === 'failure') return JSON.parse(next.value.data) as unknown
        heard.push(Hint.parse(JSON.parse(next.value.data)))
      }
      return null
    })()
    await opened.promise
    const topics = () => heard.map(({ topic, organizationId }) => `${topic} ${organizationId}`)
    return { topics, ended, [Symbol.asyncDispose]: () => reader.cancel() }
  }

  const host = (person: Person, organizationId: string) =>
    plane.call(person.session, 'POST', '/v1/hosts', { body: { id: newHostId(), organizationId, name: newId('box') } })
  const newHostId = () => `host_${newId('').slice(1, 25).toLowerCase().padEnd(24, '0')}`
  const userIdOf = async ({ session }: Person) =>
    ((await plane.call(session, 'GET', '/v1/me')).body as Me).user?.id ?? ''

  it('tells of what changes in the caller’s organizations, and never of another', async () => {
    await using mine = await listen(ada.session)
    await using theirs = await listen(bob.session)
    expect((await host(bob, south)).status).toBe(201)
    expect((await host(ada, north)).status).toBe(201)
    await vi.waitFor(() => expect(mine.topics()).toContain(`hosts ${north}`))
    await vi.waitFor(() => expect(theirs.topics()).toContain(`hosts ${south}`))
    const body = { kind: 'personal', name: newId('key') }
    expect((await plane.call(ada.session, 'POST', '/v1/api-keys', { body })).status).toBe(201)
    await vi.waitFor(() => expect(mine.topics()).toContain('api-keys null'))
    expect(mine.topics().filter((topic) => topic.includes(south))).toEqual([])
    expect(theirs.topics().filter((topic) => topic.includes(north))).toEqual([])
    expect(theirs.topics()).not.toContain('api-keys null')
  })

  it('tells keys and tokens of machines and providers, and not of people, keys or invitations', async () => {
    const body = { kind: 'service', organizationId: north, name: newId('key'), role: 'admin' }
    const minted = await plane.call(ada.session, 'POST', '/v1/api-keys', { body })
    const { secret } = minted.body as { secret: string }
    const exchanged = await plane.call(secret, 'GET', '/api/auth/token')
    await using key = await listen(secret)
    await using token = await listen((exchanged.body as { token: string }).token)
    const invitation = await plane.call(ada.session, 'POST', `/v1/organizations/${north}/invitations`, { body: {} })
    expect(invitation.status).toBe(201)
    expect((await host(ada, north)).status).toBe(201)
    for (const { topics } of [key, token]) {
      await vi.waitFor(() => expect(topics()).toContain(`hosts ${north}`))
      expect(topics().every((topic) => topic === `hosts ${north}`)).toBe(true)
    }
  })

  it('follows memberships at once: of an organization that was left nothing more is heard, of one that was joined all', async () => {
    await using stream = await listen(ada.session)
    const row = { id: newId('member'), organizationId: south, userId: await userIdOf(ada), role: 'member' as const }
    await elsewhere.db
      .insertInto('member')
      .values({ ...row, createdAt: new Date().toISOString() })
      .execute()
    await vi.waitFor(() =>
      expect(stream.topics()).toEqual(expect.arrayContaining(['organizations null', `hosts ${south}`])),
    )
    expect(stream.topics()).not.toContain(`invitations ${south}`)
    const path = `/v1/organizations/${south}/members/${row.userId}`
    const before = stream.topics().length
    expect((await plane.call(bob.session, 'DELETE', path)).status).toBe(204)
    expect((await host(bob, south)).status).toBe(201)
    expect((await host(ada, north)).status).toBe(201)
    await vi.waitFor(() => expect(stream.topics().slice(before)).toContain('organizations null'))
    await vi.waitFor(() => expect(stream.topics().slice(before)).toContain(`hosts ${north}`))
    const after = stream.topics().slice(before)
    expect(after.slice(after.indexOf('organizations null')).filter((topic) => topic.includes(south))).toEqual([])
  })

  it('tells once of what changes a hundred times while nobody reads', async () => {
    await using stream = await listen(ada.session)
    await elsewhere.db.transaction().execute(async (trx) => {
      for (let n = 0; n < 100; n++) {
        const row = { organizationId: north, id: newHostId(), name: newId('box'), ownerId: 'nobody', createdAt: 0 }
        await trx
          .insertInto('host')
          .values({ ...row, offlineSince: 0, offlineReason: 'never-connected' })
          .execute()
      }
    })
    await vi.waitFor(() => expect(stream.topics()).toContain(`hosts ${north}`))
    expect((await host(ada, north)).status).toBe(201)
    await vi.waitFor(() => expect(stream.topics().length).toBeGreaterThan(1))
    expect(stream.topics().length).toBeLessThan(50)
  })

  it('tells a person that they have signed in or out elsewhere, and ends with its own sign-in', async () => {
    const carol = await plane.signUp('Carol')
    await using stream = await listen(carol.session)
    const credentials = { email: carol.email, password: carol.password }
    const again = await plane.call(null, 'POST', '/api/auth/sign-in/email', {
      body: credentials,
      headers: { origin: plane.url },
    })
    expect(again.status).toBe(200)
    await vi.waitFor(() => expect(stream.topics()).toContain('sessions null'))
    await elsewhere.db
      .deleteFrom('session')
      .where('userId', '=', await userIdOf(carol))
      .execute()
    expect(await stream.ended).toEqual({ code: 'revoked', message: 'The sign-in was ended.' })
  })

  it('bounds the streams of one credential, and counts those that have gone no more', async () => {
    const dora = await plane.signUp('Dora')
    const streams = await Promise.all(Array.from({ length: 64 }, () => listen(dora.session)))
    const refused = await plane.call(dora.session, 'GET', HINTS_PATH)
    expect(refused).toMatchObject({ status: 429, body: { code: 'too-many-requests' } })
    for (const stream of streams) await stream[Symbol.asyncDispose]()
    await vi.waitFor(async () => {
      const stream = await listen(dora.session)
      await stream[Symbol.asyncDispose]()
    })
  })
})
