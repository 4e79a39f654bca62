// The one bootstrap of the host service, for all its faces: the Electron app, the browser face and the headless host.
import type { AppState } from '#contract/app'
import { VERSION } from '#contract/version'
import type { HostConfig } from './config.ts'
import { fixedBy, openControlPlanes, startEmbedded } from './control-planes/index.ts'
import { openCredentialStore } from './credentials/index.ts'
import { createInstance } from './instance/index.ts'
import { createTickets, createWindowSessions, startLocalServer } from './local-server/index.ts'
import { openLog } from './log/index.ts'
import { chooseOrganization } from './registration.ts'
import { openStore, type Store } from './store/index.ts'
import { connectTerminals, shellProfiles } from './terminal/index.ts'
import { windowFolder } from './window-folder.ts'
import { createConnect } from './window-sockets.ts'

export type Host = AsyncDisposable & {
  readonly port: number
  state: () => AppState
  /** An address with a fresh one-time ticket, good for one browser and one minute. */
  openUrl: () => string
  /** Calls after each change of the state. Returns how to stop. */
  onStateChange: (listener: () => void) => () => void
  /** Resolves when another process of this home asked this one to stop. */
  readonly stopRequested: Promise<void>
}

export type StartHostResult = { outcome: 'started'; host: Host } | { outcome: 'already-running' }

/** First tried on a first run; easy to remember, registered to nobody. */
const DEFAULT_PORT = 4780

/** Rejects with a `Failure` that names what is wrong; whatever was opened is closed again then. */
export async function startHost(config: HostConfig): Promise<StartHostResult> {
  await using stack = new AsyncDisposableStack()
  const opened = openStore(config.home)
  if (opened.outcome === 'held') return { outcome: 'already-running' }
  const store = stack.use(opened.store)
  const now = Date.now
  const log = openLog(config.home)
  const { report } = log
  const server = stack.use(await startLocalServer(portsToTry(config, store)))
  store.set('last-port', String(server.port))
  const credentials = await openCredentialStore(config.home, config.keychainMayExist)
  const [terminals, embedded] = await openTogether(stack, [
    connectTerminals({ home: config.home }),
    config.controlPlaneUrl === null ? startEmbedded({ config, store, credentials, log }) : null,
  ])
  const deps = { config, store, credentials, embedded, terminals, now }
  const controlPlanes = stack.use(await openControlPlanes(deps))
  refuseUnreachedOrganization(config, controlPlanes.connection().identity.state())
  const instance = stack.use(createInstance(config.home, server.port, now))
  const tickets = createTickets(now)
  const stop = Promise.withResolvers<void>()
  const openUrl = () => `http://127.0.0.1:${server.port}/open?ticket=${tickets.issue()}`
  const state = (): AppState => {
    const { target, embedded, credentialStorage, identity, presence } = controlPlanes.connection()
    return {
      version: VERSION,
      home: config.home,
      hostId: presence.hostId(),
      hostName: config.machineName,
      hostOrganizationId: presence.organizationId(),
      presence: presence.presence(),
      controlPlane: { url: target.url, embedded, fixedBy: fixedBy(config) },
      credentialStorage,
      identity: identity.state(),
    }
  }
  const onStateChange = controlPlanes.onChange
  const context = {
    state,
    onStateChange,
    refresh: () => controlPlanes.connection().identity.refresh(),
    controlPlane: () => controlPlanes.connection().client,
    whileInUse: () => controlPlanes.connection().ended,
    controlPlanes,
    hints: controlPlanes.hints,
    terminals,
    profiles: shellProfiles,
  }
  server.open({
    tickets,
    sessions: createWindowSessions(store, instance.name, now),
    window: windowFolder(),
    instance: { instance, state, address: openUrl, takeUp: controlPlanes.takeUp, stop: stop.resolve },
    connect: createConnect({ context, terminals, target: () => controlPlanes.connection().target, report }),
  })
  const open = stack.move()
  const host: Host = {
    port: server.port,
    state,
    openUrl,
    onStateChange,
    stopRequested: stop.promise,
    [Symbol.asyncDispose]: () => open.disposeAsync(),
  }
  return { outcome: 'started', host }
}

/** The port asked for, else the last one used, so that a bookmark and an open tab stay good. */
function portsToTry(config: HostConfig, store: Store): number[] {
  if (config.port !== null) return [config.port]
  return [Number(store.get('last-port') ?? DEFAULT_PORT)]
}

/** Opens what does not wait for each other at the same time; when one fails, what the other opened is closed again. */
async function openTogether<A extends AsyncDisposable, B extends AsyncDisposable>(
  stack: AsyncDisposableStack,
  [first, second]: [Promise<A>, Promise<B> | null],
): Promise<[A, B | null]> {
  for (const settled of await Promise.allSettled([first, second])) {
    if (settled.status === 'fulfilled') stack.use(settled.value)
  }
  return Promise.all([first, second])
}

/** Said at the start, where a person reads it, and not only as a presence later. */
function refuseUnreachedOrganization({ organizationId }: HostConfig, identity: AppState['identity']): void {
  if (identity.state === 'signed-in') chooseOrganization(organizationId, null, identity.me.organizations)
}
