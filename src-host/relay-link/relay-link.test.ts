import { randomBytes } from 'node:crypto'
import { createServer, type Socket } from 'node:net'
import { UnsecuredJWT } from 'jose'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { WebSocket } from 'ws'
import { closeCodeOf, type Failure } from '#contract/failure'
import type { Presence } from '#contract/host'
import type { Role } from '#contract/organization'
import { TICKET_AUDIENCE, TICKET_ISSUER } from '#contract/relay'
import { someTerminal } from '../../src-contract/host/testing.ts'
import type { AttachRequest } from '../terminal/index.ts'
import { openRelayLink, type RelayLink } from './index.ts'
import {
  type FakeTerminals,
  newSigningKey,
  type RogueControlPlane,
  startRogueControlPlane,
  terminalsOf,
} from './testing.ts'
import type { LinkTiming } from './timing.ts'

const HOST_ID = 'host_000000000000000000000000'

describe('the link to the relay', () => {
  let rogue: RogueControlPlane
  let links: RelayLink[]
  let terminals: FakeTerminals
  let attached: { socket: WebSocket; request: AttachRequest }[]
  let told: Failure[]
  let offset: number

  beforeEach(async () => {
    rogue = await startRogueControlPlane()
    links = []
    terminals = terminalsOf([someTerminal()])
    attached = []
    told = []
    offset = 0
  })
  afterEach(async () => {
    await Promise.all(links.map((link) => link.close()))
    await rogue[Symbol.asyncDispose]()
  })

  function open(
    timing: Partial<LinkTiming> = {},
    credential: () => string | null = () => 'a'.repeat(32),
    ownerUserId: string | null = 'ada',
    random = () => 0,
  ) {
    const states: Presence[] = []
    const link = openRelayLink({
      controlPlane: { url: rogue.url, credential },
      hostId: HOST_ID,
      organizationId: 'org_north',
      ownerUserId,
      instanceId: 'instance',
      terminals,
      attachViewer: (socket, request) => attached.push({ socket, request }),
      onAccessChanged: (failure) => told.push(failure),
      now: () => Date.now() + offset,
      random,
      timing,
    })
    link.onChange(() => states.push(link.presence()))
    links.push(link)
    return { link, states }
  }

  const online = (link: RelayLink) => vi.waitFor(() => expect(link.presence().state).toBe('online'), 5_000)
  const channel = (index = 0) => {
    const found = rogue.channels[index]
    if (found === undefined) throw new Error('no such channel')
    return found
  }

  const grant = () => ({
    caller: { userId: 'ada', organizationId: 'org_north', role: 'member' },
    hostId: HOST_ID,
    terminalId: 'terminal_1',
    role: 'observer',
    jti: randomBytes(12).toString('hex'),
  })

  /** What the host answers to a dial with this ticket. */
  async function dial(ticket: string): Promise<'dialled' | string> {
    const dialId = randomBytes(8).toString('hex')
    const before = rogue.dialled.length
    channel().say({ type: 'dial', dialId, ticket })
    return vi.waitFor(() => {
      const refusal = channel().heard.find((message) => message.type === 'dial-refused' && message.dialId === dialId)
      if (refusal?.type === 'dial-refused') return refusal.failure.message
      expect(rogue.dialled.length).toBe(before + 1)
      return 'dialled'
    })
  }

  it('introduces itself with credential, organization, id and terminals, and reports changes', async () => {
    const { link } = open()
    await online(link)
    expect(channel().request.headers).toMatchObject({
      authorization: `Bearer ${'a'.repeat(32)}`,
      'x-mooring-organization': 'org_north',
      'x-mooring-host': HOST_ID,
    })
    expect(channel().heard).toMatchObject([
      { type: 'hello', instanceId: 'instance', terminals: [{ id: 'terminal_1' }] },
    ])
    terminals.change([someTerminal('terminal_1'), someTerminal('terminal_2')])
    await vi.waitFor(() => expect(channel().heard).toHaveLength(2))
    expect(channel().heard[1]).toMatchObject({ type: 'terminals', terminals: [{}, { id: 'terminal_2' }] })
  })

  it('[R3] dials back for a ticket that is signed, in time, new, and for itself from its owner', async () => {
    const { link } = open()
    await online(link)
    expect(await dial(await rogue.sign(grant()))).toBe('dialled')
    await vi.waitFor(() => expect(attached).toHaveLength(1))
    expect(attached[0]?.request).toEqual({
      terminalId: 'terminal_1',
      role: 'observer',
      caller: { kind: 'remote', userId: 'ada', organizationId: 'org_north', role: 'member' },
    })
  })

  it('[R3] refuses a ticket that is unsigned, expired, replayed or foreign, and dials for none of them', async () => {
    const { link } = open()
    await online(link)
    const other = await newSigningKey('unknown')
    const impostor = { ...other, kid: 'known' }
    const now = Date.now() / 1000
    const unsigned = new UnsecuredJWT({ ...grant(), iss: TICKET_ISSUER, aud: TICKET_AUDIENCE })
      .setIssuedAt()
      .setExpirationTime('30s')
      .encode()
    const good = await rogue.sign(grant())
    expect(await dial(good)).toBe('dialled')
    const [header, payload, signature] = good.split('.')
    const forged = Buffer.from(JSON.stringify({ ...grant(), aud: TICKET_AUDIENCE })).toString('base64url')

    expect(await dial(unsigned)).toMatch('does not trust')
    expect(await dial(`${header}.${forged}.${signature}`)).toMatch('does not trust')
    expect(await dial(`${header}.${payload}.`)).toMatch('does not trust')
    expect(await dial(await rogue.sign(grant(), { key: other }))).toMatch('does not trust')
    expect(await dial(await rogue.sign(grant(), { key: impostor }))).toMatch('does not trust')
    expect(await dial(await rogue.sign(grant(), { audience: 'mooring' }))).toMatch('does not trust')
    expect(await dial(await rogue.sign(grant(), { issuedAt: now - 36 }))).toMatch('has expired')
    expect(await dial(await rogue.sign(grant(), { lifetimeS: 3_600 }))).toMatch('lives longer than 30 s')
    expect(await dial(good)).toMatch('was used already')
    const foreign = [
      [{ hostId: 'host_111111111111111111111111' }, 'another host'],
      [{ caller: { userId: 'ada', organizationId: 'org_south', role: 'owner' } }, 'another organization'],
      [{ caller: { userId: 'bob', organizationId: 'org_north', role: 'owner' } }, 'not of somebody who may attach'],
      [{ caller: { userId: null, organizationId: 'org_north', role: 'admin' } }, 'not of somebody who may attach'],
      [{ caller: undefined }, 'does not trust'],
      [{ role: 'owner' }, 'does not trust'],
      [{ jti: undefined }, 'does not trust'],
    ] as const
    for (const [claims, words] of foreign)
      expect(await dial(await rogue.sign({ ...grant(), ...claims })), words).toMatch(words)
    expect(rogue.dialled).toHaveLength(1)
    expect(attached).toHaveLength(1)
  })

  it('[R3] takes whoever administers the organization to a host that the organization owns, and no member', async () => {
    const { link } = open({}, undefined, null)
    await online(link)
    const of = (userId: string | null, role: Role) => ({
      ...grant(),
      caller: { userId, organizationId: 'org_north', role },
    })
    expect(await dial(await rogue.sign(of('bob', 'admin')))).toBe('dialled')
    expect(await dial(await rogue.sign(of('ada', 'owner')))).toBe('dialled')
    expect(await dial(await rogue.sign(of(null, 'admin')))).toBe('dialled')
    expect(await dial(await rogue.sign(of('carol', 'member')))).toMatch('not of somebody who may attach')
    expect(await dial(await rogue.sign(of(null, 'member')))).toMatch('not of somebody who may attach')
  })

  it('[L9] says why its right to be here ended, and comes back at once when it is only another one', async () => {
    // Dice that would have it wait for half a minute.
    const { link } = open({}, undefined, 'ada', () => 119)
    await online(link)
    channel().socket.close(closeCodeOf('access-changed'), 'Your role in North is now "admin".')
    await vi.waitFor(() => expect(rogue.channels).toHaveLength(2), 5_000)
    await online(link)
    channel(1).socket.close(closeCodeOf('revoked'), 'The API key was deleted.')
    await vi.waitFor(() => expect(told).toHaveLength(2), 5_000)
    expect(told).toMatchObject([
      { code: 'access-changed', message: 'Your role in North is now "admin".' },
      { code: 'revoked', message: 'The API key was deleted.' },
    ])
  })

  it('[R4] accepts a ticket until 30 s after it was signed, by its own clock, and only once', async () => {
    const { link } = open()
    await online(link)
    const ticket = await rogue.sign(grant())
    const late = await rogue.sign(grant())
    offset = 25_000
    expect(await dial(ticket)).toBe('dialled')
    expect(await dial(ticket)).toMatch('was used already')
    offset = 36_000
    expect(await dial(ticket)).toMatch('has expired')
    expect(await dial(late)).toMatch('has expired')
  })

  it('[R3] reads the signing keys once, and does not ask again for each unknown one', async () => {
    const { link } = open()
    await online(link)
    const unknown = await newSigningKey('unknown')
    for (let i = 0; i < 5; i++) {
      expect(await dial(await rogue.sign(grant()))).toBe('dialled')
      expect(await dial(await rogue.sign(grant(), { key: unknown }))).toMatch('does not trust')
    }
    expect(rogue.keyFetches()).toBe(1)
  })

  it('[R6] stops when it is replaced, ends its attachments, and does not come back', async () => {
    const { link } = open()
    await online(link)
    expect(await dial(await rogue.sign(grant()))).toBe('dialled')
    const ended = new Promise((resolve) => rogue.dialled[0]?.socket.on('close', resolve))
    channel().say({ type: 'replaced' })
    await vi.waitFor(() => expect(link.presence()).toMatchObject({ state: 'offline', reason: 'replaced' }))
    expect(await ended).toBe(4411)
    // Another link that is lost later and has returned: by then the replaced one would have been back too.
    const { link: other, states } = open()
    await online(other)
    channel(1).socket.close(1001)
    await vi.waitFor(() => expect(states.filter(({ state }) => state === 'online')).toHaveLength(2), 5_000)
    expect(rogue.channels).toHaveLength(3)
    expect(link.presence()).toMatchObject({ reason: 'replaced' })
  })

  it('[R7] is online only after the welcome', async () => {
    rogue.manners.welcomes = false
    const { link, states } = open()
    await vi.waitFor(() => expect(channel().heard).toMatchObject([{ type: 'hello' }]))
    expect(link.presence()).toMatchObject({ state: 'connecting', attempt: 1 })
    channel().say({ type: 'welcome' })
    await online(link)
    expect(states.map(({ state }) => state)).toEqual(['online'])
  })

  it('[R7] has a time and a reason whenever it is offline, and returns by itself', async () => {
    const before = Date.now()
    const { link, states } = open()
    await online(link)
    channel().socket.close(1001)
    await vi.waitFor(() => expect(rogue.channels).toHaveLength(2), 5_000)
    await online(link)
    expect(states.map(({ state }) => state)).toEqual(['online', 'offline', 'connecting', 'online'])
    const lost = states[1]
    expect(lost).toMatchObject({ state: 'offline', reason: 'disconnected' })
    expect(lost?.since).toBeGreaterThanOrEqual(before)
    expect(states[2]).toMatchObject({ since: lost?.since })

    channel(1).socket.close(4410, 'revoked')
    await vi.waitFor(() => expect(states.at(-1)).toMatchObject({ state: 'offline', reason: 'revoked' }))
  })

  it.each([
    { refuse: { status: 401, body: { code: 'not-signed-in', message: 'No.' } }, reason: 'signed-out' },
    { refuse: { status: 403, body: { code: 'forbidden', message: 'No.' } }, reason: 'revoked' },
    { refuse: { status: 503, body: { code: 'unavailable', message: 'No.' } }, reason: 'control-plane-unreachable' },
    { refuse: { status: 200, body: '<html>' }, reason: 'control-plane-unreachable' },
  ])('[R7] refused with $refuse.status it is offline as $reason, and tries again', async ({ refuse, reason }) => {
    rogue.manners.refuse = refuse
    const { link } = open()
    await vi.waitFor(() => expect(link.presence()).toMatchObject({ state: 'offline', reason }))
    rogue.manners.refuse = null
    await online(link)
  })

  it('[R7] without a credential it is offline as signed-out, and online once there is one', async () => {
    let credential: string | null = null
    const { link } = open({}, () => credential)
    await vi.waitFor(() => expect(link.presence()).toMatchObject({ state: 'offline', reason: 'signed-out' }))
    credential = 'b'.repeat(32)
    await online(link)
  })

  it('says goodbye when it is closed, and ends what it has attached', async () => {
    const { link } = open()
    await online(link)
    expect(await dial(await rogue.sign(grant()))).toBe('dialled')
    const ended = new Promise((resolve) => rogue.dialled[0]?.socket.on('close', resolve))
    await link.close()
    expect(await channel().closed).toBe(1000)
    expect(channel().heard.at(-1)).toEqual({ type: 'goodbye' })
    expect(await ended).toBe(1001)
    expect(link.presence()).toMatchObject({ state: 'offline', reason: 'shut-down' })
  })

  it('[R10] gives up a control plane that answers no ping, and returns when it does', async () => {
    rogue.manners.pongs = false
    const { link, states } = open({ pingIntervalMs: 200 })
    await online(link)
    await vi.waitFor(() => expect(states).toContainEqual(expect.objectContaining({ reason: 'disconnected' })), 5_000)
    rogue.manners.pongs = true
    await vi.waitFor(() => expect(rogue.channels.length).toBeGreaterThan(1), 5_000)
    await online(link)
  })

  it('[R10] is not stopped by a control plane that takes the connection and says nothing, or welcomes nobody', async () => {
    rogue.manners.silent = true
    const { link } = open({ connectTimeoutMs: 200, welcomeTimeoutMs: 200 })
    const unreachable = { state: 'offline', reason: 'control-plane-unreachable' }
    await vi.waitFor(() => expect(link.presence()).toMatchObject(unreachable), 5_000)
    rogue.manners.silent = false
    rogue.manners.welcomes = false
    await vi.waitFor(() => expect(rogue.channels.length).toBeGreaterThan(0), 5_000)
    await vi.waitFor(() => expect(link.presence()).toMatchObject(unreachable), 5_000)
    rogue.manners.welcomes = true
    await online(link)
  })

  it('[R10] is not stopped by terminals that cannot be listed', async () => {
    terminals.list = () => new Promise(() => {})
    const { link } = open({ listTimeoutMs: 100 })
    await online(link)
    expect(channel().heard).toMatchObject([{ type: 'hello', terminals: [] }])
  })

  it('refuses a refusal that never ends', async () => {
    const sockets = new Set<Socket>()
    const drip = createServer((socket) => {
      sockets.add(socket.on('error', () => {}))
      socket.write('HTTP/1.1 503 No\r\ncontent-length: 1000\r\n\r\n{')
    })
    await new Promise<void>((resolve) => drip.listen(0, '127.0.0.1', resolve))
    const address = drip.address()
    const url = `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}`
    const before = rogue
    rogue = { ...rogue, url }
    const { link } = open({ connectTimeoutMs: 200 })
    rogue = before
    const unreachable = { state: 'offline', reason: 'control-plane-unreachable' }
    await vi.waitFor(() => expect(link.presence()).toMatchObject(unreachable), 5_000)
    await link.close()
    for (const socket of sockets) socket.destroy()
    await new Promise((resolve) => drip.close(resolve))
  })
})
