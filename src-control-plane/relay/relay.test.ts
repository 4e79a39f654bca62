import { randomBytes } from 'node:crypto'
import { decodeJwt } from 'jose'
import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import { someTerminal } from '../../src-contract/host/testing.ts'
import { describeEachDatabase } from '../database/testing.ts'
import {
  attach,
  connect,
  connectHost,
  dialBack,
  newHostId,
  opened,
  type Peer,
  type Person,
  type Place,
  startRelayForTest,
  type TestRelay,
} from './testing.ts'

describeEachDatabase('the relay', (create) => {
  let test: TestRelay
  let ada: Person
  let bob: Person
  let cleo: Person
  let north: string
  let foreign: string

  beforeAll(async () => {
    test = await startRelayForTest(create, { dialTimeoutMs: 2_000 })
    ada = await test.signUp('Ada')
    bob = await test.signUp('Bob')
    north = await test.createOrganization(ada, 'North')
    foreign = await test.createOrganization(bob, 'Foreign')
    cleo = await test.signUp('Cleo')
    await test.addMember(cleo, north)
  })
  afterAll(() => test[Symbol.asyncDispose]())

  async function register(credential = ada.session, organizationId = north): Promise<Place> {
    const id = newHostId()
    const body = { id, organizationId, name: 'box' }
    const answer = await test.call(credential, 'POST', '/v1/hosts', { body })
    expect(answer.status).toBe(201)
    return { credential, organizationId, hostId: id }
  }

  /** A host that is online. */
  async function welcomed(place: Place, instanceId = 'first', terminals = [someTerminal()]): Promise<Peer> {
    const host = opened(await connectHost(test.url, place))
    host.say({ type: 'hello', version: '1', instanceId, terminals })
    await vi.waitFor(() => expect(host.heard()).toEqual([{ type: 'welcome' }]))
    return host
  }

  const seen = async ({ credential, organizationId, hostId }: Place) =>
    (await test.hosts(credential, organizationId)).find((host) => host.id === hostId)

  async function dialOf(host: Peer): Promise<{ dialId: string; ticket: string }> {
    return vi.waitFor(() => {
      const dial = host.heard().findLast((message) => message.type === 'dial')
      if (dial === undefined) throw new Error('no dial yet')
      return dial
    })
  }

  /** A viewer, and the host's end of its attachment. */
  async function attached(place: Place, host: Peer): Promise<{ viewer: Peer; far: Peer }> {
    const viewer = opened(await attach(test.url, place))
    const { ticket } = await dialOf(host)
    return { viewer, far: opened(await dialBack(test.url, ticket)) }
  }

  it('[R1] carries 10 MB both ways, byte for byte and message for message', async () => {
    const place = await register()
    using host = await welcomed(place)
    const viewer = opened(await attach(test.url, place))
    const early = Buffer.from('said before the host was there')
    viewer.socket.send(early)
    const far = opened(await dialBack(test.url, (await dialOf(host)).ticket))
    const sizes = [0, 1, 23, 24, 125, 126, 65_535, 65_536, 262_144, 1_048_576, ...Array<number>(9).fill(1_048_576)]
    const messages = sizes.map((size) => randomBytes(size))
    for (const message of messages) {
      viewer.socket.send(message)
      far.socket.send(message)
    }
    const total = messages.length
    await vi.waitFor(() => expect([viewer.bytes.length, far.bytes.length]).toEqual([total, total + 1]), 15_000)
    expect(Buffer.concat(far.bytes).equals(Buffer.concat([early, ...messages]))).toBe(true)
    expect(Buffer.concat(viewer.bytes).equals(Buffer.concat(messages))).toBe(true)
    expect(viewer.bytes.map((message) => message.length)).toEqual(sizes)
    far.socket.send('text stays text')
    await vi.waitFor(() => expect(viewer.texts).toEqual(['text stays text']))
    viewer.socket.close()
    expect(await far.closed).toMatchObject({ code: 1000 })
  })

  it('[R2] answers for a host of another organization, of a colleague, and for none alike', async () => {
    const hers = await register()
    using _online = await welcomed(hers)
    const his = await register(bob.session, foreign)
    using _alsoOnline = await welcomed(his)
    const key = await test.mintKey(ada, north)
    const answers = await Promise.all([
      attach(test.url, { ...hers, hostId: newHostId() }),
      attach(test.url, { ...hers, hostId: his.hostId }),
      attach(test.url, { ...hers, credential: key, hostId: his.hostId }),
      attach(test.url, { ...hers, credential: cleo.session }),
      connectHost(test.url, { ...hers, credential: cleo.session }),
      connectHost(test.url, { ...hers, hostId: his.hostId }),
      connectHost(test.url, { ...hers, hostId: newHostId() }),
    ])
    for (const answer of answers) expect(answer).toEqual({ ...answers[0], outcome: 'refused', status: 404 })
    const listed = await test.hosts(ada.session, north)
    expect(listed.map((host) => host.id)).not.toContain(his.hostId)
    const elsewhere = await attach(test.url, { ...his, credential: ada.session })
    const nowhere = await attach(test.url, { ...his, credential: ada.session, hostId: newHostId() })
    expect(elsewhere).toMatchObject({ outcome: 'refused', status: 403 })
    expect(nowhere).toEqual(elsewhere)
  })

  it('[R2] lets an organization register an id that another one has, and neither learns of it', async () => {
    const his = await register(bob.session, foreign)
    const body = { id: his.hostId, organizationId: north, name: 'namesake' }
    const answer = await test.call(ada.session, 'POST', '/v1/hosts', { body })
    expect(answer).toMatchObject({ status: 201, body: { ownerUserId: ada.userId, organizationId: north } })
    using _online = await welcomed(his)
    const namesake = { credential: ada.session, organizationId: north, hostId: his.hostId }
    expect(await seen(namesake)).toMatchObject({ name: 'namesake', presence: { state: 'offline' } })
    expect(await attach(test.url, namesake)).toMatchObject({ status: 503, failure: { code: 'host-offline' } })
  })

  it('[R4] admits a ticket once', async () => {
    const place = await register()
    using host = await welcomed(place)
    using viewer = opened(await attach(test.url, place))
    const { ticket } = await dialOf(host)
    const answers = await Promise.all([dialBack(test.url, ticket), dialBack(test.url, ticket)])
    expect(answers.map((answer) => answer.outcome).sort()).toEqual(['open', 'refused'])
    const refused = { outcome: 'refused', status: 401, failure: { code: 'not-signed-in' } }
    expect(answers.find((answer) => answer.outcome === 'refused')).toMatchObject(refused)
    viewer.socket.close()
    await viewer.closed
    expect(await dialBack(test.url, ticket)).toMatchObject(refused)
  })

  it('[R4] admits a ticket for 30 s', async () => {
    const place = await register()
    using host = await welcomed(place)
    using viewer = opened(await attach(test.url, place))
    const { ticket } = await dialOf(host)
    const { iat = 0, exp = 0 } = decodeJwt(ticket)
    expect(exp - iat).toBe(30)
    test.advance(30_000)
    expect(await dialBack(test.url, ticket)).toMatchObject({ outcome: 'refused', status: 401 })
    expect(await viewer.closed).toMatchObject({ code: 4408 })
  })

  it('[R4] makes a ticket for one terminal and one role of one host, and for nothing else', async () => {
    const place = await register()
    using host = await welcomed(place)
    using _viewer = opened(await attach(test.url, place, 'terminal_9', 'observer'))
    const { ticket } = await dialOf(host)
    expect(decodeJwt(ticket)).toMatchObject({
      aud: 'mooring-relay-ticket',
      hostId: place.hostId,
      terminalId: 'terminal_9',
      role: 'observer',
      caller: { userId: ada.userId, organizationId: north },
    })
    expect((await test.call(ticket, 'GET', '/v1/hosts', { organizationId: north })).status).toBe(401)
    expect(await connectHost(test.url, { ...place, credential: ticket })).toMatchObject({ status: 401 })
    expect(await attach(test.url, place, 'terminal_9', 'owner')).toMatchObject({
      status: 400,
      failure: { field: 'role' },
    })
  })

  it('[R6] gives the seat to the newer of two instances and tells the older, which cannot take it back', async () => {
    const place = await register()
    using older = await welcomed(place, 'older')
    using newer = await welcomed(place, 'newer')
    expect(await older.closed).toMatchObject({ code: 4411 })
    expect(older.heard()).toContainEqual({ type: 'replaced' })
    using again = opened(await connectHost(test.url, place))
    again.say({ type: 'hello', version: '1', instanceId: 'older', terminals: [] })
    expect(await again.closed).toMatchObject({ code: 4411 })
    expect(again.heard()).toEqual([{ type: 'replaced' }])
    expect(await seen(place)).toMatchObject({ presence: { state: 'online' }, terminals: [{ id: 'terminal_1' }] })
    using viewer = opened(await attach(test.url, place))
    await dialOf(newer)
    viewer.socket.close()
  })

  it('[R6] replaces the old channel of an instance that reconnects, without a word to it', async () => {
    const place = await register()
    using before = await welcomed(place, 'same')
    using _after = await welcomed(place, 'same')
    expect(await before.closed).toMatchObject({ code: 1006 })
    expect(before.heard()).toEqual([{ type: 'welcome' }])
    expect(await seen(place)).toMatchObject({ presence: { state: 'online' } })
  })

  it('[R7] shows a host online from its welcome on, and offline with a time and a reason', async () => {
    const before = Date.now()
    const place = await register()
    expect(await seen(place)).toMatchObject({ presence: { state: 'offline', reason: 'never-connected' } })
    const silent = opened(await connectHost(test.url, place))
    expect(await seen(place)).toMatchObject({ presence: { state: 'offline', reason: 'never-connected' } })
    silent.socket.terminate()

    const host = await welcomed(place)
    expect(await seen(place)).toMatchObject({ presence: { state: 'online' }, attachable: true })
    host.say({ type: 'terminals', terminals: [] })
    await vi.waitFor(async () => expect(await seen(place)).toMatchObject({ terminals: [] }))
    host.socket.terminate()
    const offline = (reason: string) => ({ presence: { state: 'offline', reason }, terminals: [], attachable: true })
    await vi.waitFor(async () => expect(await seen(place)).toMatchObject(offline('disconnected')))

    const returned = await welcomed(place, 'second')
    returned.say({ type: 'goodbye' })
    returned.socket.close()
    await vi.waitFor(async () => expect(await seen(place)).toMatchObject(offline('shut-down')))
    const presence = (await seen(place))?.presence
    expect(presence?.since).toBeGreaterThanOrEqual(before)
  })

  it('refuses before the 101 whoever has no credential, or one for elsewhere', async () => {
    const place = await register()
    const { hostId: host } = place
    const nobody = await connect(
      test.url,
      `/relay/attach?${new URLSearchParams({ host, terminal: 't', role: 'observer' })}`,
    )
    expect(nobody).toMatchObject({ outcome: 'refused', status: 401, failure: { code: 'not-signed-in' } })
    expect(await connect(test.url, '/relay/host')).toMatchObject({ status: 401 })
    const foreignKey = await test.mintKey(bob, foreign)
    expect(await connectHost(test.url, { ...place, credential: foreignKey })).toMatchObject({ status: 403 })
    expect(await connect(test.url, '/relay/elsewhere')).toMatchObject({ status: 404 })
    const key = await test.mintKey(ada, north)
    using _host = await welcomed({ ...place, credential: key })
  })

  it('closes the channel of a host that speaks what is not understood, or too much', async () => {
    const place = await register()
    for (const text of ['{', '{"type":"welcome"}', '{"type":"terminals","terminals":[]}']) {
      const host = opened(await connectHost(test.url, place))
      host.socket.send(text)
      expect(await host.closed, text).toMatchObject({ code: 4400 })
    }
    const greedy = await welcomed(place)
    greedy.say({ type: 'terminals', terminals: Array.from({ length: 201 }, (_, i) => someTerminal(`terminal_${i}`)) })
    expect(await greedy.closed).toMatchObject({ code: 4400 })
    const loud = await welcomed(place, 'second')
    loud.socket.send(' '.repeat(1_048_577))
    expect(await loud.closed).toMatchObject({ code: 1009 })
  })

  it('tells a viewer why its host does not come: no answer, a refusal, a host that has gone', async () => {
    const place = await register()
    const host = await welcomed(place)
    using patient = opened(await attach(test.url, place))
    expect(await patient.closed).toMatchObject({ code: 4408, reason: 'The host did not answer in time.' })

    using refused = opened(await attach(test.url, place))
    const { dialId } = await vi.waitFor(async () => {
      expect(host.heard().filter((message) => message.type === 'dial')).toHaveLength(2)
      return dialOf(host)
    })
    const failure = { code: 'forbidden' as const, message: 'The host does not trust this ticket.' }
    host.say({ type: 'dial-refused', dialId, failure })
    expect(await refused.closed).toEqual({ code: 4403, reason: failure.message })

    using left = opened(await attach(test.url, place))
    host.socket.terminate()
    expect(await left.closed).toMatchObject({ code: 4503 })
  })

  it('passes the reason of either end on to the other', async () => {
    const place = await register()
    using host = await welcomed(place)
    const first = await attached(place, host)
    first.far.socket.close(4404, 'This terminal does not exist any more.')
    expect(await first.viewer.closed).toEqual({ code: 4404, reason: 'This terminal does not exist any more.' })
    const known = host.heard().length
    const viewer = opened(await attach(test.url, place))
    await vi.waitFor(() => expect(host.heard().length).toBeGreaterThan(known))
    const far = opened(await dialBack(test.url, (await dialOf(host)).ticket))
    far.socket.terminate()
    expect(await viewer.closed).toMatchObject({ code: 4503 })
  })

  it('bounds the viewers that wait for one host', async () => {
    const place = await register()
    using host = await welcomed(place)
    const viewers = await Promise.all(Array.from({ length: 33 }, () => attach(test.url, place)))
    expect(viewers.filter((answer) => answer.outcome === 'refused')).toMatchObject([{ status: 429 }])
    host.socket.close()
    for (const answer of viewers) if (answer.outcome === 'open') await answer.peer.closed
  })

  it('keeps a host for its owner: a colleague sees it, without its terminals, and cannot take or rename it', async () => {
    const place = await register()
    using _host = await welcomed(place)
    expect(await seen(place)).toMatchObject({ attachable: true, terminals: [{ id: 'terminal_1' }] })
    expect(await seen({ ...place, credential: cleo.session })).toMatchObject({
      presence: { state: 'online' },
      attachable: false,
      terminals: [],
    })
    const body = { id: place.hostId, organizationId: north, name: 'renamed' }
    const taken = await test.call(cleo.session, 'POST', '/v1/hosts', { body })
    expect(taken).toMatchObject({ status: 409, body: { code: 'conflict' } })
    expect((await test.call(bob.session, 'POST', '/v1/hosts', { body })).status).toBe(403)
    expect(await seen(place)).toMatchObject({ name: 'box', ownerUserId: ada.userId })
    const again = await test.call(ada.session, 'POST', '/v1/hosts', { body })
    expect(again).toMatchObject({ status: 201, body: { name: 'renamed', presence: { state: 'online' } } })
  })
})
