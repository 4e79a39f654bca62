// A machine that belongs to nobody in person: a service key registers it, and whoever administers the organization attaches to it.
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { WebSocket } from 'ws'
import { closeCodeOf } from '#contract/failure'
import { decodeServerFrame, encodeViewerFrame } from '#contract/terminal'
import { type Person, startControlPlaneForTest, type TestControlPlane } from '../../src-control-plane/testing.ts'
import { bring, HOST_TEST_TIMEOUT_MS, mint, startHostForTest, type TestHost } from './testing.ts'

describe('a host of a service key', { timeout: HOST_TEST_TIMEOUT_MS }, () => {
  let plane: TestControlPlane
  let ada: Person
  let north: string
  let box: TestHost
  let terminalId: string

  beforeAll(async () => {
    plane = await startControlPlaneForTest()
    ada = await plane.signUp('Ada')
    north = (await plane.createOrganization(ada, 'North')).id
    const { secret } = await mint(plane, ada, { kind: 'service', organizationId: north, name: 'box' })
    box = await startHostForTest({ controlPlaneUrl: plane.url, apiKey: secret, machineName: 'build-box' })
    await box.online()
    terminalId = (await box.window.terminals.open.mutate({ cols: 80, rows: 24, shell: '/bin/sh' })).id
  })
  afterAll(async () => {
    await box[Symbol.asyncDispose]()
    await plane[Symbol.asyncDispose]()
  })

  async function appOf({ email, password }: Person): Promise<TestHost> {
    const app = await startHostForTest({ controlPlaneUrl: plane.url })
    await app.window.controlPlanes.signIn.mutate({ url: plane.url, email, password })
    return app
  }
  const seenBy = async (app: TestHost) => {
    const hosts = await app.window.hosts.list.query({ organizationId: north })
    return hosts.find(({ id }) => id === box.state().hostId)
  }
  const attach = (app: TestHost) =>
    app.open(`/hosts/${box.state().hostId}/terminals/${terminalId}?organization=${north}`)

  it('[R11] belongs to the organization: an admin who did not set it up attaches and types', async () => {
    const bob = await plane.signUp('Bob')
    await bring(plane, ada, north, bob, 'admin')
    await using app = await appOf(bob)
    expect(await seenBy(app)).toMatchObject({
      name: 'build-box',
      ownerUserId: null,
      attachable: true,
      presence: { state: 'online' },
      terminals: [{ id: terminalId }],
    })
    const socket = attach(app)
    const shown = textOf(socket)
    await new Promise((resolve) => socket.once('open', resolve))
    socket.send(encodeViewerFrame({ type: 'open', visible: true, cols: 80, rows: 24 }))
    socket.send(encodeViewerFrame({ type: 'input', bytes: new TextEncoder().encode('echo $((6*7))-here\r') }))
    await shown('42-here')
    socket.terminate()
  })

  it('[R11] is listed for a member, and cannot be attached to', async () => {
    const carol = await plane.signUp('Carol')
    await bring(plane, ada, north, carol)
    await using app = await appOf(carol)
    expect(await seenBy(app)).toMatchObject({ name: 'build-box', attachable: false, terminals: [] })
    const socket = attach(app)
    expect(await new Promise((resolve) => socket.once('close', resolve))).toBe(closeCodeOf('not-found'))
  })
})

/** Resolves once that text was part of what the terminal said. */
function textOf(socket: WebSocket): (wanted: string) => Promise<void> {
  let text = ''
  let heard = Promise.withResolvers<void>()
  socket.on('message', (message: Buffer) => {
    const { outcome, ...decoded } = decodeServerFrame(new Uint8Array(message))
    if (outcome === 'refused' || !('frame' in decoded) || !('bytes' in decoded.frame)) return
    text += new TextDecoder().decode(decoded.frame.bytes)
    heard.resolve()
  })
  return async (wanted) => {
    while (!text.includes(wanted)) {
      await heard.promise
      heard = Promise.withResolvers()
    }
  }
}
