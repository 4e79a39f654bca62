import { afterAll, afterEach, beforeAll, beforeEach, expect, it, vi } from 'vitest'
import { Failure } from '#contract/failure'
import type { LedgerPage } from '#contract/gateway'
import { describeEachDatabase } from '../database/testing.ts'
import { MORE_SECRETS, type Person, PROVIDER_SECRET } from '../gateway/testing.ts'
import { startTurnRunner } from './index.ts'
import { openChatForTest, type TestChat, textOf } from './testing.ts'

describeEachDatabase('turns', (create) => {
  let chat: TestChat
  let north: string
  let empty: string
  let ada: Person

  beforeAll(async () => {
    chat = await openChatForTest(create)
    north = await chat.gateway.addOrganization('North')
    empty = await chat.gateway.addOrganization('Empty')
    ada = await chat.gateway.addPerson('Ada', { [north]: 'admin', [empty]: 'admin' })
    await chat.connect(north)
  })
  beforeEach(() => chat.gateway.heal())
  afterAll(() => chat[Symbol.asyncDispose]())
  afterEach(() => chat.gateway.upstream.follow({}))

  const typesOf = (events: { type: string }[]) => [...new Set(events.map(({ type }) => type))]

  it.each(['anthropic', 'openai'] as const)('answers through the gateway by %s, as a row of the ledger', async (id) => {
    const organizationId = await chat.gateway.addOrganization(id)
    const ben = await chat.gateway.addPerson('Ben', { [organizationId]: 'member' })
    await chat.connect(organizationId, id)
    chat.gateway.upstream.follow({
      chunks: ['Hello ', 'Ben', ' ✓ 😀'],
      usage: { input: 9, output: 3, cacheRead: 0, cacheWrite: 0 },
    })
    const session = await chat.start(ben, organizationId)
    const turnId = await chat.send(ben, session, 'Hi there')
    const events = await chat.turn(ben, session)
    expect(textOf(events)).toBe('Hello Ben ✓ 😀')
    expect(events[0]).toMatchObject({
      type: 'turn-started',
      text: 'Hi there',
      model: 'scripted-1',
      turnId,
      sequence: 1,
    })
    expect(events.at(-1)).toMatchObject({ type: 'turn-completed', inputTokens: 9, outputTokens: 3, turnId })
    const requests = await chat.server.call(ben.session, 'GET', `/v1/organizations/${organizationId}/requests`)
    expect((requests.json as LedgerPage).entries).toMatchObject([
      { provider: id, model: 'scripted-1', inputTokens: 9, outputTokens: 3, outcome: 'ok', mode: 'centralized' },
    ])
    const sent = JSON.stringify(chat.gateway.upstream.requests.at(-1)?.headers)
    expect(sent).toContain(PROVIDER_SECRET)
    expect(sent).not.toContain('unused')
  })

  it('tells the model what was said before, and leaves out what was never answered', async () => {
    const session = await chat.start(ada, north)
    const say = async (text: string, after: number) => {
      await chat.send(ada, session, text)
      return (await chat.turn(ada, session, after)).at(-1)?.sequence ?? 0
    }
    chat.gateway.upstream.follow({ chunks: ['One.'] })
    let last = await say('First', 0)
    chat.gateway.upstream.follow({ fault: { kind: 'status', status: 500 } })
    last = await say('Unanswered', last)
    chat.gateway.upstream.follow({ chunks: ['Two.'] })
    await say('Second', last)
    expect(chat.gateway.upstream.requests.at(-1)?.json).toMatchObject({
      messages: [
        { role: 'user', content: [{ text: 'First' }] },
        { role: 'assistant', content: [{ text: 'One.' }] },
        { role: 'user', content: [{ text: 'Second' }] },
      ],
    })
  })

  it('[C5] answers a person with a key of their own, where they have a usable one, and nobody else with it', async () => {
    const organizationId = await chat.gateway.addOrganization('Own')
    const ben = await chat.gateway.addPerson('Ben', { [organizationId]: 'member' })
    const cleo = await chat.gateway.addPerson('Cleo', { [organizationId]: 'admin' })
    await chat.connect(organizationId)
    const path = `/v1/organizations/${organizationId}/own-credentials/anthropic`
    const body = { secret: MORE_SECRETS[0] }
    expect((await chat.server.call(ben.session, 'PUT', path, { body })).status).toBe(200)
    const sentBy = async (person: Person) => {
      const session = await chat.start(person, organizationId)
      await chat.send(person, session, 'Hello')
      expect((await chat.turn(person, session)).at(-1)).toMatchObject({ type: 'turn-completed' })
      await chat.deps.ledger.written()
      const entry = await chat.deps.read
        .selectFrom('ledgerEntry')
        .selectAll()
        .where('session', '=', session.id)
        .executeTakeFirst()
      return { secret: chat.gateway.upstream.requests.at(-1)?.headers['x-api-key'], entry }
    }
    const bens = await sentBy(ben)
    expect(bens.secret).toBe(MORE_SECRETS[0])
    expect(bens.entry).toMatchObject({ mode: 'byok-key', hint: 'sk-s...0002', client: 'chat' })
    const cleos = await sentBy(cleo)
    expect(cleos.secret).toBe(PROVIDER_SECRET)
    expect(cleos.entry).toMatchObject({ mode: 'centralized', hint: 'sk-s...0001', client: 'chat' })
    // Without a provider of the organization's, one's own key is what is usable.
    const provider = `/v1/organizations/${organizationId}/providers/anthropic`
    const moved = { baseUrl: chat.gateway.upstream.anthropicBaseUrl, model: 'm', secret: '' }
    expect((await chat.server.call(cleo.session, 'PUT', provider, { body: moved })).status).toBe(400)
    const [pooled] = await chat.deps.read
      .selectFrom('providerCredential')
      .selectAll()
      .where('organizationId', '=', organizationId)
      .execute()
    await chat.server.call(cleo.session, 'DELETE', `${provider}/credentials/${pooled?.id}`)
    expect((await sentBy(ben)).secret).toBe(MORE_SECRETS[0])
  })

  it('[C5] fails with no-model-configured and the way to mend it, until a credential is really there', async () => {
    const session = await chat.start(ada, empty)
    const failure = {
      code: 'no-model-configured',
      fix: { label: 'Add a model provider', href: `/settings/providers?organization=${empty}` },
    }
    await chat.send(ada, session, 'Anybody there?')
    const events = await chat.turn(ada, session)
    expect(events).toMatchObject([
      { type: 'turn-started', model: null },
      { type: 'turn-failed', failure },
    ])
    // A row alone is not a credential.
    const row = {
      organizationId: empty,
      id: 'anthropic' as const,
      model: 'm',
      updatedAt: 0,
    }
    await chat.deps.db
      .insertInto('provider')
      .values({ ...row, baseUrl: 'https://api.anthropic.com' })
      .execute()
    await chat.send(ada, session, 'And now?')
    expect(await chat.turn(ada, session, 2)).toMatchObject([{ type: 'turn-started' }, { type: 'turn-failed', failure }])
    await chat.connect(empty)
    await chat.send(ada, session, 'Now!')
    expect((await chat.turn(ada, session, 4)).at(-1)).toMatchObject({ type: 'turn-completed' })
  })

  it('[C7] stops the provider’s call, keeps what was said, and takes the next message', async () => {
    async function* chunks() {
      yield 'As I was '
      yield 'saying'
      await new Promise(() => undefined)
    }
    chat.gateway.upstream.follow({ chunks: chunks() })
    const session = await chat.start(ada, north)
    await chat.send(ada, session, 'Talk')
    const seen = []
    for await (const event of chat.events(ada, session)) {
      seen.push(event)
      if (textOf(seen) === 'As I was saying') await chat.stop(ada, session)
      if (event.type === 'turn-cancelled') break
    }
    expect(typesOf(seen)).toEqual(['turn-started', 'text-delta', 'turn-cancelled'])
    expect(await chat.gateway.upstream.requests.at(-1)?.clientLeft).toBe(true)
    await vi.waitFor(async () => {
      const { json } = await chat.server.call(ada.session, 'GET', `/v1/organizations/${north}/requests`)
      expect((json as LedgerPage).entries[0]).toMatchObject({ outcome: 'cancelled' })
    })
    chat.gateway.upstream.follow({})
    await chat.send(ada, session, 'Go on')
    expect(typesOf(await chat.turn(ada, session, seen.length))).toContain('turn-completed')
    expect(chat.gateway.upstream.requests.at(-1)?.body).toContain('As I was saying')
  })

  it('stops before the first word, and stopping where nothing runs is harmless', async () => {
    chat.gateway.upstream.follow({ fault: { kind: 'silent' } })
    const session = await chat.start(ada, north)
    await chat.stop(ada, session)
    const before = chat.gateway.upstream.requests.length
    await chat.send(ada, session, 'Hello?')
    await vi.waitFor(() => expect(chat.gateway.upstream.requests.length).toBe(before + 1))
    await chat.stop(ada, session)
    expect(typesOf(await chat.turn(ada, session))).toEqual(['turn-started', 'turn-cancelled'])
  })

  it('refuses a second message while the first is being answered', async () => {
    chat.gateway.upstream.follow({ fault: { kind: 'silent' } })
    const session = await chat.start(ada, north)
    await chat.send(ada, session, 'First')
    const headers = { 'x-mooring-organization': north }
    const second = await chat.server.call(ada.session, 'POST', `/v1/chat/sessions/${session.id}/turns`, {
      body: { text: 'Second' },
      headers,
    })
    expect(second).toMatchObject({ status: 409, json: { code: 'conflict' } })
    await chat.stop(ada, session)
    await chat.turn(ada, session)
  })

  it.each([
    [{ kind: 'status', status: 401 }, 'provider-failed', 'does not accept'],
    [{ kind: 'status', status: 404 }, 'provider-failed', 'does not know the model "scripted-1"'],
    [{ kind: 'status', status: 429, message: 'Slow down.' }, 'too-many-requests', 'Slow down.'],
    [{ kind: 'status', status: 529 }, 'unavailable', 'not available'],
    [{ kind: 'html', status: 500 }, 'provider-failed', '500'],
    [{ kind: 'refuse' }, 'provider-failed', 'broke the connection'],
  ] as const)('ends a turn whose provider fails by %j with a clear failure', async (fault, code, message) => {
    chat.gateway.upstream.follow({ fault })
    const session = await chat.start(ada, north)
    await chat.send(ada, session, 'Hello?')
    const last = (await chat.turn(ada, session)).at(-1)
    expect(last).toMatchObject({ type: 'turn-failed', failure: { code, message: expect.stringContaining(message) } })
    expect(JSON.stringify(last)).not.toContain(PROVIDER_SECRET)
  })

  it('keeps what was said before a provider broke off', async () => {
    chat.gateway.upstream.follow({ chunks: ['Half ', 'an answer'], fault: { kind: 'die', afterChunks: 1 } })
    const session = await chat.start(ada, north)
    await chat.send(ada, session, 'Hello?')
    const events = await chat.turn(ada, session)
    expect(textOf(events)).toBe('Half ')
    expect(events.at(-1)).toMatchObject({ type: 'turn-failed', failure: { code: 'provider-failed' } })
  })

  it('[C9] marks a turn whose process is gone as interrupted, and the message can be sent again', async () => {
    const session = await chat.start(ada, north)
    const ref = { organizationId: north, sessionId: session.id }
    // What a crash leaves behind: a running turn of a runner that nobody is.
    const row = { ...ref, id: 'turn_of_the_dead', state: 'running' as const, idempotencyKey: null }
    const abandoned = { ...row, runnerId: 'runner_of_the_dead', leaseUntil: Date.now() - 1 }
    await chat.deps.db.insertInto('chatTurn').values(abandoned).execute()
    await using _restarted = await startTurnRunner(chat.deps)
    expect(await chat.turn(ada, session)).toMatchObject([{ type: 'turn-interrupted', turnId: 'turn_of_the_dead' }])
    await chat.send(ada, session, 'Again')
    expect((await chat.turn(ada, session, 1)).at(-1)).toMatchObject({ type: 'turn-completed' })
  })

  it('[C9] interrupts what it runs when it is closed, with what was said', async () => {
    async function* chunks() {
      yield 'Cut off'
      await new Promise(() => undefined)
    }
    chat.gateway.upstream.follow({ chunks: chunks() })
    const session = await chat.start(ada, north)
    const closing = await startTurnRunner(chat.deps)
    await closing.send({ principal: ada.principal, scope: chat.gateway.scopeOf(ada, north) }, session.id, {
      text: 'Talk',
    })
    for await (const event of chat.events(ada, session)) if (event.type === 'text-delta') break
    await closing[Symbol.asyncDispose]()
    const events = await chat.turn(ada, session)
    expect(textOf(events)).toBe('Cut off')
    expect(events.at(-1)).toMatchObject({ type: 'turn-interrupted' })
  })

  it('[K8] cancels a turn of somebody who may no longer, at the provider too, and ends their streams with the reason', async () => {
    async function* chunks() {
      yield 'Cut off'
      await new Promise(() => undefined)
    }
    chat.gateway.upstream.follow({ chunks: chunks() })
    const session = await chat.start(ada, north)
    await chat.send(ada, session, 'Talk')
    for await (const event of chat.events(ada, session)) if (event.type === 'text-delta') break
    const headers = { 'x-mooring-organization': north }
    const path = `/v1/chat/sessions/${session.id}/events?after=2`
    const watching = await chat.server.open(ada.session, 'GET', path, { headers })
    const failure = { code: 'revoked', message: 'The sign-in was ended.' } as const
    chat.gateway.revoke(Failure.fromBody(failure))
    expect(await watching.text()).toMatch(
      /event: failure\ndata: \{"code":"revoked","message":"The sign-in was ended."\}\n\n$/,
    )
    const events = await chat.turn(ada, session)
    expect(textOf(events)).toBe('Cut off')
    expect(events.at(-1)).toMatchObject({ type: 'turn-cancelled', failure })
    await vi.waitFor(async () => {
      const { json } = await chat.server.call(ada.session, 'GET', `/v1/organizations/${north}/requests`)
      expect((json as LedgerPage).entries[0]).toMatchObject({ outcome: 'cancelled', error: 'revoked' })
    })
  })

  it('gives up a turn whose session was deleted, and ends its streams', async () => {
    async function* chunks() {
      yield 'Hello'
      await new Promise(() => undefined)
    }
    chat.gateway.upstream.follow({ chunks: chunks() })
    const session = await chat.start(ada, north)
    await chat.send(ada, session, 'Talk')
    let deleted = false
    for await (const event of chat.events(ada, session)) {
      if (event.type !== 'text-delta' || deleted) continue
      const headers = { 'x-mooring-organization': north }
      const answer = await chat.server.call(ada.session, 'DELETE', `/v1/chat/sessions/${session.id}`, { headers })
      deleted = answer.status === 204
    }
    expect(deleted).toBe(true)
    expect(await chat.gateway.upstream.requests.at(-1)?.clientLeft).toBe(true)
  })

  it('met nothing that it did not expect', () => expect(chat.gateway.reported).toEqual([]))
})
