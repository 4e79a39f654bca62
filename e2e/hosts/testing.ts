// A whole host for tests, and a window of it: the real bootstrap in a home of its own, spoken to as a browser speaks to it.
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createTRPCClient, createWSClient, type TRPCClient, wsLink } from '@trpc/client'
import { vi } from 'vitest'
import { WebSocket } from 'ws'
import { MintedApiKey, type MintRequestInput } from '#contract/api-key'
import type { AppState } from '#contract/app'
import type { Presence } from '#contract/host'
import { CreatedInvitation, type Role } from '#contract/organization'
import { type AppRouter, type Host, type HostConfig, startHost } from '#host'
import type { Person, TestControlPlane } from '../../src-control-plane/testing.ts'
import { stopTerminalServer } from '../../src-host/terminal/index.ts'

export type TestHost = AsyncDisposable & {
  readonly home: string
  readonly host: Host
  readonly window: TRPCClient<AppRouter>
  /** A WebSocket of the window at another of the host's doors. */
  open: (path: string) => WebSocket
  state: () => AppState
  /** Resolves once the control plane has welcomed it. */
  online: () => Promise<Extract<Presence, { state: 'online' }>>
}

/** As long as two busy cores may take over what a person would call at once. Milliseconds. */
const PATIENCE_MS = 10_000

/** Several hosts and processes start in one test, on cores that others use too: it ends by its conditions long before. Milliseconds. */
export const HOST_TEST_TIMEOUT_MS = 60_000

/** `home` may be one that another host of the same test has left. */
export async function startHostForTest(overrides: Partial<HostConfig> = {}): Promise<TestHost> {
  await using stack = new AsyncDisposableStack()
  const home = overrides.home ?? (await mkdtemp(join(tmpdir(), 'mooring-host-')))
  if (overrides.home === undefined) stack.defer(() => rm(home, { recursive: true, force: true }))
  stack.defer(async () => void (await stopTerminalServer({ home })))
  const started = await startHost({
    home,
    port: 0,
    controlPlaneUrl: null,
    plainHttpAllowed: false,
    apiKey: null,
    organizationId: null,
    machineName: 'box',
    userName: 'Tester',
    keychainMayExist: false,
    ...overrides,
  })
  if (started.outcome !== 'started') throw new Error('another host runs in this home')
  const host = stack.use(started.host)
  const WindowSocket = await socketOf(host)
  const address = `ws://127.0.0.1:${host.port}`
  // tRPC asks for the browser's own class, of which `ws` has all that is used.
  const client = createWSClient({
    url: `${address}/trpc`,
    WebSocket: WindowSocket as typeof WindowSocket & typeof globalThis.WebSocket,
  })
  stack.defer(() => client.close())
  const open = stack.move()
  return {
    home,
    host,
    window: createTRPCClient<AppRouter>({ links: [wsLink({ client })] }),
    open: (path) => new WindowSocket(`${address}${path}`),
    state: host.state,
    online: () =>
      vi.waitFor(() => {
        const { presence } = host.state()
        if (presence.state !== 'online') throw new Error(`${JSON.stringify(presence)}`)
        return presence
      }, PATIENCE_MS),
    [Symbol.asyncDispose]: () => open.disposeAsync(),
  }
}

/** A browser's WebSocket: it has opened the ticket, and its page is the host's own. */
async function socketOf(host: Host) {
  const opened = await fetch(host.openUrl(), { redirect: 'manual' })
  const cookie = (opened.headers.get('set-cookie') ?? '').split(';')[0] ?? ''
  const headers = { cookie, origin: `http://127.0.0.1:${host.port}` }
  return class WindowSocket extends WebSocket {
    constructor(url: string | URL) {
      super(url, { headers })
    }
  }
}

/** The code of the failure that a procedure answers with. */
export async function failureOf(asked: Promise<unknown>): Promise<{ code: string; message: string }> {
  const error = await asked.then(
    () => null,
    (reason: unknown) => reason as { data?: { failure?: { code: string; message: string } } },
  )
  const failure = error?.data?.failure
  if (failure === undefined) throw new Error(`no failure: ${String(error)}`)
  return failure
}

export const soon = <T>(look: () => T | Promise<T>): Promise<T> => vi.waitFor(look, PATIENCE_MS)

/** Invited by an admin, and accepted. */
export async function bring(
  plane: TestControlPlane,
  admin: Person,
  organizationId: string,
  newcomer: Person,
  role: Role = 'member',
): Promise<void> {
  const path = `/v1/organizations/${organizationId}/invitations`
  const created = await plane.call(admin.session, 'POST', path, { body: { role } })
  const { link } = CreatedInvitation.parse(created.body)
  const token = new URL(link).hash.slice(1)
  const accepted = await plane.call(newcomer.session, 'POST', '/v1/invitations/accept', { body: { token } })
  if (accepted.status >= 300) throw new Error(`${link} was not accepted: ${accepted.text}`)
}

export async function mint(plane: TestControlPlane, person: Person, request: MintRequestInput): Promise<MintedApiKey> {
  const minted = await plane.call(person.session, 'POST', '/v1/api-keys', { body: request })
  return MintedApiKey.parse(minted.body)
}
