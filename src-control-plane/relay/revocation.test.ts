import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import { describeEachDatabase } from '../database/testing.ts'
import {
  attach,
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

/** How soon all of it must have ended. Milliseconds. */
const AT_ONCE_MS = 1_000

describeEachDatabase('revocation at the relay', (create) => {
  let test: TestRelay
  let ada: Person
  let north: string

  beforeAll(async () => {
    test = await startRelayForTest(create)
    ada = await test.signUp('Ada')
    north = await test.createOrganization(ada, 'North')
  })
  afterAll(() => test[Symbol.asyncDispose]())

  /** A host that is online by one credential, with a viewer of its owner by another, and the host's end of that. */
  async function open(person = ada) {
    const hostKey = await test.mintKey(person, north)
    const viewerKey = await test.mintKey(person, north)
    const place: Place = { credential: hostKey, organizationId: north, hostId: newHostId() }
    const body = { id: place.hostId, organizationId: north, name: 'box' }
    expect((await test.call(person.session, 'POST', '/v1/hosts', { body })).status).toBe(201)
    const host = opened(await connectHost(test.url, place))
    host.say({ type: 'hello', version: '1', instanceId: 'only', terminals: [] })
    await vi.waitFor(() => expect(host.heard()).toEqual([{ type: 'welcome' }]))
    const viewer = opened(await attach(test.url, { ...place, credential: viewerKey }))
    const ticket = await vi.waitFor(() => {
      const dial = host.heard().find((message) => message.type === 'dial')
      if (dial?.type !== 'dial') throw new Error('no dial yet')
      return dial.ticket
    })
    return { place, hostKey, viewerKey, host, viewer, far: opened(await dialBack(test.url, ticket)) }
  }

  const deleteKey = (secret: string) =>
    test.database.db.deleteFrom('apiKey').where('start', '=', secret.slice(0, 14)).execute()

  async function closings(...peers: Peer[]) {
    const begun = performance.now()
    const all = await Promise.all(peers.map((peer) => peer.closed))
    expect(performance.now() - begun).toBeLessThan(AT_ONCE_MS)
    return all
  }
  const revoked = (reason: string) => ({ code: 4410, reason })
  const presence = async (hostId: string) =>
    (await test.hosts(ada.session, north)).find(({ id }) => id === hostId)?.presence

  it('[R9] ends the channel and the attachments of a host that is removed, both sides of each, and no other’s', async () => {
    const { place, host, viewer, far } = await open()
    const other = await open()
    await test.database.db.deleteFrom('host').where('id', '=', place.hostId).execute()
    const reason = revoked('This host was removed from its organization.')
    expect(await closings(host, viewer, far)).toEqual([reason, reason, reason])
    expect(await connectHost(test.url, place)).toMatchObject({ outcome: 'refused', status: 404 })
    expect(other.viewer.socket.readyState).toBe(other.viewer.socket.OPEN)
    expect(await presence(other.place.hostId)).toMatchObject({ state: 'online' })
  })

  it('[R9] ends a host whose key is deleted with all its attachments, also after its channel was lost', async () => {
    const { place, hostKey, host, viewer, far } = await open()
    host.socket.terminate()
    await vi.waitFor(async () => expect(await presence(place.hostId)).toMatchObject({ reason: 'disconnected' }))
    expect(viewer.socket.readyState).toBe(viewer.socket.OPEN)
    await deleteKey(hostKey)
    const reason = revoked('The API key was deleted.')
    expect(await closings(viewer, far)).toEqual([reason, reason])

    const second = await open()
    await deleteKey(second.hostKey)
    expect(await closings(second.host, second.viewer, second.far)).toEqual([reason, reason, reason])
    // Its reason is written once its channel has ended.
    await vi.waitFor(async () =>
      expect(await presence(second.place.hostId)).toMatchObject({ state: 'offline', reason: 'revoked' }),
    )
  })

  it('[R9] ends a viewer whose key is deleted on both sides, and leaves the host in peace', async () => {
    const { place, viewerKey, viewer, far } = await open()
    await deleteKey(viewerKey)
    const reason = revoked('The API key was deleted.')
    expect(await closings(viewer, far)).toEqual([reason, reason])
    expect(await presence(place.hostId)).toMatchObject({ state: 'online' })
  })

  it('[R9] ends a viewer that still waits for its host', async () => {
    const { place, viewerKey } = await open()
    const waiting = opened(await attach(test.url, { ...place, credential: viewerKey }))
    await deleteKey(viewerKey)
    expect(await closings(waiting)).toEqual([revoked('The API key was deleted.')])
  })

  it('[K7] ends what a removed member holds open, and tells one whose role changed to connect again', async () => {
    const bob = await test.signUp('Bob')
    await test.addMember(bob, north)
    const { place, hostKey, viewerKey, ...first } = await open(bob)
    const ofBob = test.database.db.updateTable('member').where('userId', '=', bob.userId)
    await ofBob.set({ role: 'admin' }).execute()
    const changed = { code: 4412, reason: 'The role in North is now "admin". Connect again.' }
    expect(await closings(first.host, first.viewer, first.far)).toEqual([changed, changed, changed])
    const host = opened(await connectHost(test.url, place))
    host.say({ type: 'hello', version: '1', instanceId: 'only', terminals: [] })
    await vi.waitFor(() => expect(host.heard()).toEqual([{ type: 'welcome' }]))
    await test.database.db.deleteFrom('member').where('userId', '=', bob.userId).execute()
    expect(await closings(host)).toEqual([revoked("The key's owner is no longer a member of North.")])
    for (const credential of [hostKey, viewerKey]) {
      expect(await connectHost(test.url, { ...place, credential })).toMatchObject({ outcome: 'refused', status: 403 })
    }
  })
})
