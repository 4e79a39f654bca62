// A viewer's window, its host, the real control plane, another host, and what stands there for a terminal.
import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { WebSocket, WebSocketServer } from 'ws'
import { type ControlPlane, startControlPlane } from '#control-plane'
import { someTerminal } from '../../src-contract/host/testing.ts'
import { createControlPlaneClient, type Target } from '../control-plane-client/index.ts'
import type { AttachRequest } from '../terminal/index.ts'
import { openRelayLink, openRemoteTerminal, type RelayLink } from './index.ts'
import { terminalsOf } from './testing.ts'

const MIB = 1_048_576

describe('a terminal of another host', () => {
  let stack: AsyncDisposableStack
  let controlPlane: ControlPlane
  let target: Target
  let organizationId: string
  let ownerUserId: string
  let windows: WebSocketServer

  beforeAll(async () => {
    stack = new AsyncDisposableStack()
    const home = await mkdtemp(join(tmpdir(), 'mooring-relay-'))
    stack.defer(() => rm(home, { recursive: true, force: true }))
    const report = (error: unknown) => console.error(error)
    controlPlane = stack.use(await startControlPlane({ home, port: 0, signUp: 'first' }, report))
    const session = await controlPlane.signInLocalOwner({ name: 'Ada', organizationName: 'North' })
    target = { url: controlPlane.url, credential: () => session }
    const me = await createControlPlaneClient(target).me()
    organizationId = me.organizations[0]?.id ?? ''
    ownerUserId = me.user?.id ?? ''
    windows = new WebSocketServer({ host: '127.0.0.1', port: 0 })
    await once(windows, 'listening')
    stack.defer(() => new Promise<void>((resolve) => windows.close(() => resolve())))
  })
  afterAll(() => stack.disposeAsync())

  /** A host that is online, and the viewers that reach it. */
  async function openHost(): Promise<AsyncDisposable & { hostId: string; link: RelayLink; viewers: Viewer[] }> {
    const hostId = `host_${randomBytes(12).toString('hex')}`
    await createControlPlaneClient(target).hosts.register({ id: hostId, organizationId, name: 'far' })
    const viewers: Viewer[] = []
    const link = openRelayLink({
      controlPlane: target,
      hostId,
      organizationId,
      ownerUserId,
      instanceId: randomBytes(12).toString('hex'),
      terminals: terminalsOf([someTerminal()]),
      attachViewer: (socket, request) => viewers.push({ socket, request, received: collect(socket) }),
      now: Date.now,
    })
    await vi.waitFor(() => expect(link.presence().state).toBe('online'))
    return { hostId, link, viewers, [Symbol.asyncDispose]: () => link.close() }
  }

  /** What a window has in hand: its end of a loopback socket whose other end its host bridges to the relay. */
  async function openWindow(hostId: string, role: 'controller' | 'observer' = 'controller'): Promise<WebSocket> {
    const accepted = once(windows, 'connection')
    const window = new WebSocket(`ws://127.0.0.1:${(windows.address() as AddressInfo).port}`)
    const [socket] = (await accepted) as [WebSocket]
    openRemoteTerminal(socket, { controlPlane: target, organizationId, hostId, terminalId: 'terminal_1', role })
    if (window.readyState !== window.OPEN) await once(window, 'open')
    return window
  }

  it('[R1] is reached from elsewhere, and 10 MB pass each way byte for byte', async () => {
    await using host = await openHost()
    const window = await openWindow(host.hostId)
    const received = collect(window)
    const frames = Array.from({ length: 10 }, () => randomBytes(MIB))
    for (const frame of frames) window.send(frame)
    await vi.waitFor(() => expect(host.viewers).toHaveLength(1))
    const [viewer] = host.viewers
    for (const frame of frames) viewer?.socket.send(frame)
    const whole = Buffer.concat(frames)
    await vi.waitFor(() => {
      expect(size(received)).toBe(whole.length)
      expect(size(viewer?.received ?? [])).toBe(whole.length)
    }, 15_000)
    expect(Buffer.concat(received).equals(whole)).toBe(true)
    expect(Buffer.concat(viewer?.received ?? []).equals(whole)).toBe(true)
    window.close()
    await once(viewer?.socket ?? window, 'close')
  })

  it('[R3] is told by the host itself who is typing, in which role', async () => {
    await using host = await openHost()
    const window = await openWindow(host.hostId, 'observer')
    await vi.waitFor(() => expect(host.viewers).toHaveLength(1))
    const caller = { kind: 'remote', userId: ownerUserId, organizationId, role: 'owner' }
    expect(host.viewers[0]?.request).toEqual({ terminalId: 'terminal_1', role: 'observer', caller })
    window.terminate()
  })

  it('passes the end of the terminal on to the window with its code and reason', async () => {
    await using host = await openHost()
    const window = await openWindow(host.hostId)
    await vi.waitFor(() => expect(host.viewers).toHaveLength(1))
    host.viewers[0]?.socket.close(4404, 'This terminal does not exist any more.')
    expect(await closing(window)).toEqual({ code: 4404, reason: 'This terminal does not exist any more.' })
  })

  it('[R7] says why it cannot be reached: no such host, a host that is offline', async () => {
    const nowhere = await openWindow('host_000000000000000000000000')
    expect(await closing(nowhere)).toMatchObject({ code: 4404 })
    const host = await openHost()
    await host.link.close()
    const offline = await openWindow(host.hostId)
    expect(await closing(offline)).toMatchObject({ code: 4503, reason: 'This host is not connected.' })
    const [listed] = (await createControlPlaneClient(target).hosts.list(organizationId)).filter(
      (known) => known.id === host.hostId,
    )
    expect(listed).toMatchObject({ presence: { state: 'offline', reason: 'shut-down' }, attachable: true })
  })

  it('[R6] belongs to the newer of two instances; the older stops', async () => {
    await using host = await openHost()
    const newer = openRelayLink({
      controlPlane: target,
      hostId: host.hostId,
      organizationId,
      ownerUserId,
      instanceId: 'newer',
      terminals: terminalsOf([]),
      attachViewer: (socket) => socket.close(),
      now: Date.now,
    })
    await vi.waitFor(() => expect(newer.presence().state).toBe('online'))
    await vi.waitFor(() => expect(host.link.presence()).toMatchObject({ state: 'offline', reason: 'replaced' }))
    expect(newer.presence().state).toBe('online')
    await newer.close()
  })
})

type Viewer = { socket: WebSocket; request: AttachRequest; received: Buffer[] }

function collect(socket: WebSocket): Buffer[] {
  const received: Buffer[] = []
  socket.on('message', (data) => received.push(data as Buffer))
  return received
}

const size = (buffers: Buffer[]) => buffers.reduce((sum, { length }) => sum + length, 0)

async function closing(socket: WebSocket): Promise<{ code: number; reason: string }> {
  const [code, reason] = (await once(socket, 'close')) as [number, Buffer]
  return { code, reason: reason.toString() }
}
