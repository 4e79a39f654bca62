import { afterAll, beforeAll, expect, it } from 'vitest'
import type { ChatSession } from '#contract/chat'
import { provisionDefaultAgent } from '../agent/index.ts'
import { describeEachDatabase } from '../database/testing.ts'
import type { Person } from '../gateway/testing.ts'
import { openChatForTest, type TestChat, textOf } from './testing.ts'

describeEachDatabase('chat sessions', (create) => {
  let chat: TestChat
  let north: string
  let south: string
  let ada: Person
  let bob: Person
  let eve: Person

  beforeAll(async () => {
    chat = await openChatForTest(create)
    north = await chat.gateway.addOrganization('North')
    south = await chat.gateway.addOrganization('South')
    ada = await chat.gateway.addPerson('Ada', { [north]: 'member', [south]: 'member' })
    bob = await chat.gateway.addPerson('Bob', { [north]: 'admin' })
    eve = await chat.gateway.addPerson('Eve', { [south]: 'owner' })
    await chat.connect(north)
    await chat.connect(south)
  })
  afterAll(() => chat[Symbol.asyncDispose]())

  const list = async (person: Person, organizationId: string) => {
    const headers = { 'x-mooring-organization': organizationId }
    return (await chat.server.call(person.session, 'GET', '/v1/chat/sessions', { headers })).json as ChatSession[]
  }
  const agents = (organizationId: string) =>
    chat.deps.read.selectFrom('agent').selectAll().where('organizationId', '=', organizationId).execute()

  it('[C1] uses the organization’s default agent when none is named, and makes it once', async () => {
    const fresh = await chat.gateway.addOrganization('Fresh')
    const carl = await chat.gateway.addPerson('Carl', { [fresh]: 'member' })
    const many = await Promise.all(Array.from({ length: 8 }, () => provisionDefaultAgent(chat.deps, fresh)))
    expect(new Set(many.map(({ id }) => id)).size).toBe(1)
    const session = await chat.start(carl, fresh)
    expect(session).toMatchObject({ agentId: many[0]?.id, organizationId: fresh, title: '', lastSequence: 0 })
    expect(await agents(fresh)).toEqual([many[0]])
    expect((await chat.start(carl, fresh, { agentId: session.agentId })).agentId).toBe(session.agentId)
  })

  it('[C1] fills what an older default agent lacks and keeps what a person chose', async () => {
    const { id } = await provisionDefaultAgent(chat.deps, south)
    const curated = { name: null, instructions: 'Answer in verse.', model: 'chosen-by-hand', provider: null }
    await chat.deps.db.updateTable('agent').set(curated).where('organizationId', '=', south).execute()
    const healed = await provisionDefaultAgent(chat.deps, south)
    expect(healed).toMatchObject({ id, name: 'Assistant', instructions: 'Answer in verse.', model: 'chosen-by-hand' })
    const session = await chat.start(ada, south)
    await chat.send(ada, session, 'Hello')
    await chat.turn(ada, session)
    expect(chat.gateway.upstream.requests.at(-1)?.json).toMatchObject({
      model: 'chosen-by-hand',
      system: [{ text: 'Answer in verse.' }],
    })
  })

  it('refuses an agent of another organization', async () => {
    const { id } = await provisionDefaultAgent(chat.deps, south)
    const answer = await chat.server.call(bob.session, 'POST', '/v1/chat/sessions', {
      body: { agentId: id },
      headers: { 'x-mooring-organization': north },
    })
    expect(answer).toMatchObject({ status: 400, json: { field: 'agentId' } })
  })

  it('[C2] answers for another organization’s session, or another person’s, as for one that does not exist', async () => {
    const session = await chat.start(ada, north)
    await chat.send(ada, session, 'a secret of North')
    await chat.turn(ada, session)
    const callers: [Person, string][] = [
      [eve, south],
      [bob, north],
      // The same person, in the other organization.
      [ada, south],
    ]
    const calls: [string, string, object?][] = [
      ['GET', ''],
      ['DELETE', ''],
      ['GET', '/events'],
      ['POST', '/turns', { text: 'Hello?' }],
      ['POST', '/stop'],
    ]
    for (const [person, organizationId] of callers) {
      for (const [method, path, body] of calls) {
        const headers = { 'x-mooring-organization': organizationId }
        const answers = [session.id, 'chat_0000000000000000000000'].map((id) =>
          chat.server.call(person.session, method, `/v1/chat/sessions/${id}${path}`, { body, headers }),
        )
        const [real, invented] = await Promise.all(answers)
        expect(real?.status, `${method} ${path}`).toBe(404)
        expect(real?.text).toBe(invented?.text)
      }
      expect((await list(person, organizationId)).some(({ id }) => id === session.id)).toBe(false)
    }
    const unnamed = await chat.server.call(ada.session, 'GET', `/v1/chat/sessions/${session.id}/events`)
    expect(unnamed).toMatchObject({ status: 400, json: { field: 'headers.x-mooring-organization' } })
    expect((await list(ada, north))[0]).toMatchObject({ id: session.id, title: 'a secret of North' })
  })

  it('[C3] keeps two sessions of one person with one title in two organizations apart', async () => {
    chat.gateway.upstream.follow((request) => ({ chunks: [request.body.includes('of North') ? 'North!' : 'South!'] }))
    const [one, other] = [await chat.start(ada, north), await chat.start(ada, south)]
    // The worst case: even their ids are the same.
    const two = { ...other, id: one.id }
    await chat.deps.db.updateTable('chatSession').set({ id: one.id }).where('id', '=', other.id).execute()
    for (const session of [one, two]) await chat.send(ada, session, 'The same words')
    await Promise.all([chat.turn(ada, one), chat.turn(ada, two)])
    await chat.send(ada, one, 'of North')
    const first = await chat.turn(ada, one, 3)
    expect(textOf(first)).toBe('North!')
    const others = await chat.turn(ada, two)
    expect(textOf(others)).toBe('South!')
    expect(new Set(others.map(({ turnId }) => turnId)).size).toBe(1)
    expect((await list(ada, south)).filter(({ title }) => title === 'The same words')).toHaveLength(1)
  })

  it('[C10] starts one session and one turn for one idempotency key', async () => {
    const idempotencyKey = 'a double click'.replaceAll(' ', '-')
    const starts = await Promise.all([1, 2, 3].map(() => chat.start(bob, north, { idempotencyKey })))
    expect(new Set(starts.map(({ id }) => id)).size).toBe(1)
    const [session] = starts
    if (session === undefined) throw new Error('No session was started.')
    const turns = await Promise.all([1, 2, 3].map(() => chat.send(bob, session, 'Once', idempotencyKey)))
    expect(new Set(turns).size).toBe(1)
    await chat.turn(bob, session)
    expect(await chat.send(bob, session, 'Once', idempotencyKey)).toBe(turns[0])
    const events = await chat.deps.read
      .selectFrom('chatEvent')
      .select('type')
      .where('sessionId', '=', session.id)
      .where('type', '=', 'turn-started')
      .execute()
    expect(events).toHaveLength(1)
    // The key is the person's own: somebody else may use the same.
    expect((await chat.start(ada, north, { idempotencyKey })).id).not.toBe(session.id)
  })

  it('lists the session that changed last first, named by its first words, and deletes it with its log', async () => {
    const [older, newer] = [await chat.start(bob, north), await chat.start(bob, north)]
    await chat.send(bob, older, 'Tell me\nsomething   about a very long sentence that no list can show in full width')
    await chat.turn(bob, older)
    const [first] = await list(bob, north)
    expect(first).toMatchObject({ id: older.id, title: 'Tell me something about a very long sentence that no list…' })
    const headers = { 'x-mooring-organization': north }
    const remove = () => chat.server.call(bob.session, 'DELETE', `/v1/chat/sessions/${older.id}`, { headers })
    expect((await remove()).status).toBe(204)
    expect((await remove()).status).toBe(404)
    for (const table of ['chatEvent', 'chatTurn'] as const) {
      const left = await chat.deps.read
        .selectFrom(table)
        .select('sessionId')
        .where('sessionId', '=', older.id)
        .execute()
      expect(left).toEqual([])
    }
    expect((await list(bob, north)).map(({ id }) => id)).toContain(newer.id)
  })

  it('deletes an organization’s agents and sessions with it', async () => {
    const gone = await chat.gateway.addOrganization('Gone')
    const zoe = await chat.gateway.addPerson('Zoe', { [gone]: 'member' })
    const session = await chat.start(zoe, gone)
    await chat.send(zoe, session, 'Hello')
    await chat.turn(zoe, session)
    await chat.deps.db.deleteFrom('organization').where('id', '=', gone).execute()
    expect(await agents(gone)).toEqual([])
    expect(await list(zoe, gone)).toEqual([])
  })

  it('met nothing that it did not expect', () => expect(chat.gateway.reported).toEqual([]))
})
