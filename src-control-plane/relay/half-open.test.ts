import { describe, expect, it, vi } from 'vitest'
import { WebSocket } from 'ws'
import { credentialHeaders, ORGANIZATION_HEADER } from '#contract/identity'
import { HOST_HEADER, RELAY_HOST_PATH } from '#contract/relay'
import { attach, connectHost, newHostId, opened, Peer, type Place, startRelayForTest } from './testing.ts'

/** Short enough to wait for, long enough for a busy machine to answer within. Milliseconds. */
const PING_INTERVAL_MS = 400

async function startWithHost() {
  const test = await startRelayForTest(undefined, { pingIntervalMs: PING_INTERVAL_MS, dialTimeoutMs: 60_000 })
  const ada = await test.signUp('Ada')
  const organizationId = await test.createOrganization(ada, 'North')
  const place: Place = { credential: ada.session, organizationId, hostId: newHostId() }
  await test.call(ada.session, 'POST', '/v1/hosts', { body: { id: place.hostId, organizationId, name: 'box' } })
  return { test, place }
}

describe('half-open connections at the control plane', () => {
  it('[R10] gives up a host that answers no ping, and keeps one that does', async () => {
    const { test, place } = await startWithHost()
    await using _test = test
    const address = new URL(RELAY_HOST_PATH, test.url.replace('http', 'ws'))
    const headers = {
      ...credentialHeaders(place.credential),
      [ORGANIZATION_HEADER]: place.organizationId,
      [HOST_HEADER]: place.hostId,
    }
    const gone = new Peer(new WebSocket(address, { headers, autoPong: false }))
    gone.socket.on('open', () => gone.say({ type: 'hello', version: '1', instanceId: 'gone', terminals: [] }))
    expect(await gone.closed).toMatchObject({ code: 1006 })
    const offline = { presence: { state: 'offline', reason: 'disconnected' } }
    await vi.waitFor(async () =>
      expect(await test.hosts(place.credential, place.organizationId)).toMatchObject([offline]),
    )

    using alive = opened(await connectHost(test.url, place))
    alive.say({ type: 'hello', version: '1', instanceId: 'alive', terminals: [] })
    const pings = vi.fn()
    alive.socket.on('ping', pings)
    await vi.waitFor(() => expect(pings.mock.calls.length).toBeGreaterThan(3), 10_000)
    expect(await test.hosts(place.credential, place.organizationId)).toMatchObject([{ presence: { state: 'online' } }])
  })

  it('[R10] waits for a viewer whose socket it does not read, because its host has not come yet', async () => {
    const { test, place } = await startWithHost()
    await using _test = test
    using host = opened(await connectHost(test.url, place))
    host.say({ type: 'hello', version: '1', instanceId: 'alive', terminals: [] })
    await vi.waitFor(() => expect(host.heard()).toHaveLength(1))
    using viewer = opened(await attach(test.url, place))
    const pings = vi.fn()
    viewer.socket.on('ping', pings)
    await vi.waitFor(() => expect(pings.mock.calls.length).toBeGreaterThan(3), 10_000)
    expect(viewer.socket.readyState).toBe(WebSocket.OPEN)
  })
})
