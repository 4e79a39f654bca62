import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import type { ChatEvent, ChatSession } from '#contract/chat'
import type { Bus } from '../bus/index.ts'
import { describeEachDatabase } from '../database/testing.ts'
import type { Person } from '../gateway/testing.ts'
import { eventStream } from '../http/index.ts'
import { eventTexts } from './event-texts.ts'
import { followSession } from './follow-session.ts'
import { openChatForTest, type TestChat, textOf } from './testing.ts'

const WORDS = Array.from({ length: 400 }, (_, i) => `word ${i} ${'·'.repeat(60)} `)

describeEachDatabase('event streams', (create) => {
  let chat: TestChat
  let north: string
  let ada: Person

  beforeAll(async () => {
    chat = await openChatForTest(create)
    north = await chat.gateway.addOrganization('North')
    ada = await chat.gateway.addPerson('Ada', { [north]: 'member' })
    await chat.connect(north)
  })
  afterAll(() => chat[Symbol.asyncDispose]())

  async function* slowly() {
    for (const [i, word] of WORDS.entries()) {
      if (i % 10 === 0) await new Promise((resolve) => setImmediate(resolve))
      yield word
    }
  }

  /** Follows to the end of the turn, leaving and coming back with the cursor after every few events. */
  async function followInPieces(session: ChatSession, stay: number): Promise<ChatEvent[]> {
    const seen: ChatEvent[] = []
    while (seen.at(-1)?.type !== 'turn-completed') {
      let left = stay
      for await (const event of chat.events(ada, session, seen.at(-1)?.sequence ?? 0)) {
        seen.push(event)
        if (--left === 0 || event.type === 'turn-completed') break
      }
    }
    return seen
  }

  it('[C4] gives every follower each event once and in order, however often it reconnects under load', async () => {
    chat.gateway.upstream.follow({ chunks: slowly() })
    const session = await chat.start(ada, north)
    const followers = [1, 3, 7, 1_000].map((stay) => followInPieces(session, stay))
    await chat.send(ada, session, 'Talk at length')
    const seen = await Promise.all(followers)
    for (const events of seen) {
      expect(events.map(({ sequence }) => sequence)).toEqual(events.map((_, i) => i + 1))
      expect(textOf(events)).toBe(WORDS.join(''))
      expect(events).toEqual(seen[0])
    }
    expect(seen[0]?.length).toBeGreaterThan(20)
    expect(seen[0]?.length).toBeLessThan(WORDS.length / 2)
  })

  it('[C4] does not sleep through what is written between a look and the wait', async () => {
    const session = await chat.start(ada, north)
    let raced = false
    const racing = chat.deps.read.withPlugin({
      transformQuery: ({ node }) => node,
      async transformResult({ result }) {
        if (!raced) {
          raced = true
          await chat.send(ada, session, 'Meanwhile')
          await chat.turn(ada, session)
        }
        return result
      },
    })
    const deps = { ...chat.deps, read: racing, quietMs: 60_000 }
    const leave = new AbortController()
    const scope = chat.gateway.scopeOf(ada, north)
    for await (const events of followSession(deps, scope, session.id, 0, leave.signal)) {
      if (events.some(({ type }) => type === 'turn-completed')) leave.abort()
    }
    expect(raced).toBe(true)
  })

  it('[C4] never replays an old session in a new one', async () => {
    const old = await chat.start(ada, north)
    await chat.send(ada, old, 'Old words')
    await chat.turn(ada, old)
    const fresh = await chat.start(ada, north)
    await chat.send(ada, fresh, 'New words')
    const events = await chat.turn(ada, fresh)
    expect(events[0]).toMatchObject({ sequence: 1, type: 'turn-started', text: 'New words' })
    expect(JSON.stringify(events)).not.toContain('Old')
  })

  it('numbers events without a gap when several write at once', async () => {
    const session = await chat.start(ada, north)
    chat.gateway.upstream.follow({})
    for (const text of ['One', 'Two', 'Three']) {
      const before = await chat.deps.read
        .selectFrom('chatSession')
        .select('lastSequence')
        .where('id', '=', session.id)
        .executeTakeFirstOrThrow()
      const attempts = [1, 2, 3, 4].map(() => chat.send(ada, session, text).catch(() => 'refused'))
      const turns = (await Promise.all(attempts)).filter((turn) => turn !== 'refused')
      expect(turns).toHaveLength(1)
      await chat.turn(ada, session, before.lastSequence)
    }
    const rows = await chat.deps.read
      .selectFrom('chatEvent')
      .select('sequence')
      .where('sessionId', '=', session.id)
      .orderBy('sequence')
      .execute()
    expect(rows.map(({ sequence }) => sequence)).toEqual(rows.map((_, i) => i + 1))
  })

  it('resumes from Last-Event-ID, which goes before the address', async () => {
    const session = await chat.start(ada, north)
    await chat.send(ada, session, 'Hello')
    const events = await chat.turn(ada, session)
    const leave = new AbortController()
    const response = await chat.server.open(ada.session, 'GET', `/v1/chat/sessions/${session.id}/events?after=0`, {
      headers: { 'x-mooring-organization': north, 'last-event-id': String(events.length - 1) },
      signal: leave.signal,
    })
    const first = await response.body?.getReader().read()
    expect(new TextDecoder().decode(first?.value)).toMatch(new RegExp(`^id: ${events.length}\n`))
    leave.abort()
  })

  it('says something now and then while nothing happens, and forgets a follower that left', async () => {
    const session = await chat.start(ada, north)
    let followers = 0
    const bus: Bus = {
      ...chat.deps.bus,
      async subscribe(topic, listener) {
        const subscription = await chat.deps.bus.subscribe(topic, listener)
        followers++
        return {
          [Symbol.dispose]() {
            subscription[Symbol.dispose]()
            followers--
          },
        }
      },
    }
    const client = new AbortController()
    const scope = chat.gateway.scopeOf(ada, north)
    const follow = (quietMs: number) => (signal: AbortSignal) =>
      eventTexts(followSession({ ...chat.deps, bus, quietMs }, scope, session.id, 0, signal))
    const hold = () => ({ [Symbol.dispose]: () => undefined })
    const leaving = eventStream({ client: client.signal, hold, follow: follow(1) }).getReader()
    expect(new TextDecoder().decode((await leaving.read()).value)).toBe(': keep-alive\n\n')
    expect(followers).toBe(1)
    client.abort()
    while (!(await leaving.read()).done);
    expect(followers).toBe(0)

    const cancelling = eventStream({ client: new AbortController().signal, hold, follow: follow(60_000) }).getReader()
    const pending = cancelling.read()
    await vi.waitFor(() => expect(followers).toBe(1))
    await cancelling.cancel()
    await pending
    await vi.waitFor(() => expect(followers).toBe(0))
  })
})
