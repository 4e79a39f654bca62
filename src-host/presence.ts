// Registers this host in its organization and keeps its channel to the control plane, for as long as somebody is signed in.
import { randomBytes } from 'node:crypto'
import { Failure } from '#contract/failure'
import type { OfflineReason, Presence } from '#contract/host'
import type { Me } from '#contract/identity'
import type { HostConfig } from './config.ts'
import { type ControlPlaneClient, isTransient } from './control-plane-client/index.ts'
import type { Identity } from './identity/index.ts'
import { createListeners } from './listeners.ts'
import { chooseOrganization, hostIdOf } from './registration.ts'
import { openRelayLink, type RelayLink, reasonOfFailure, retryDelay } from './relay-link/index.ts'
import type { Store } from './store/index.ts'
import type { TerminalConnection } from './terminal/index.ts'

export type HostPresence = AsyncDisposable & {
  presence: () => Presence
  hostId: () => string | null
  organizationId: () => string | null
  /** Calls after each change. Returns how to stop. */
  onChange: (listener: () => void) => () => void
}

export type PresenceDependencies = {
  config: Pick<HostConfig, 'organizationId' | 'machineName'>
  store: Store
  controlPlane: { target: ControlPlaneClient['target']; hosts: Pick<ControlPlaneClient['hosts'], 'register'> }
  identity: Pick<Identity, 'state' | 'onChange' | 'refresh'>
  terminals: Pick<TerminalConnection, 'list' | 'onChange' | 'attachViewer'>
  now: () => number
  /** Milliseconds before the given attempt at registering; only tests set another. */
  retryMs?: (attempt: number) => number
}

type Registered = { hostId: string; organizationId: string; link: RelayLink }

export function openPresence(deps: PresenceDependencies): HostPresence {
  const { identity, now, retryMs = (attempt) => retryDelay(attempt, Math.random) } = deps
  const { add: onChange, notify } = createListeners()
  let registered: Registered | null = null
  let unlinked: Presence = { state: 'connecting', attempt: 1, since: now() }
  let registering: Promise<void> | null = null
  let retry: NodeJS.Timeout | undefined
  let failures = 0
  const leaving = new Set<Promise<void>>()

  const offline = (reason: OfflineReason) => {
    if (unlinked.state !== 'offline' || unlinked.reason !== reason)
      unlinked = { state: 'offline', since: now(), reason }
  }

  async function attempt(me: Me): Promise<void> {
    try {
      registered = await register(deps, me)
      registered?.link.onChange(notify)
      if (registered === null) offline('refused')
    } catch (error) {
      offline(reasonOfFailure(error))
      retry = setTimeout(update, retryMs(++failures)).unref()
    }
    registering = null
    notify()
  }

  function update(): void {
    clearTimeout(retry)
    const state = identity.state()
    if (state.state === 'signed-in') {
      if (registered === null) registering ??= attempt(state.me)
      return
    }
    // An outage leaves the link to find its own way back; a sign-in that ended does not come back by asking again.
    if (registered !== null && isTransient(state.failure)) return
    letGo()
    offline(reasonOfFailure(Failure.fromBody(state.failure)))
    notify()
  }

  function letGo(): void {
    if (registered === null) return
    const { link } = registered
    registered = null
    const done = link.close().finally(() => leaving.delete(done))
    leaving.add(done)
  }

  const stop = identity.onChange(update)
  update()
  return {
    presence: () => registered?.link.presence() ?? unlinked,
    hostId: () => registered?.hostId ?? null,
    organizationId: () => registered?.organizationId ?? null,
    onChange,
    async [Symbol.asyncDispose]() {
      stop()
      await registering
      clearTimeout(retry)
      letGo()
      await Promise.all(leaving)
    },
  }
}

/** Null when the caller is in no organization. */
async function register(
  { config, store, controlPlane, identity, terminals, now }: PresenceDependencies,
  me: Me,
): Promise<Registered | null> {
  const { target, hosts } = controlPlane
  const setting = `organization:${target.url}` as const
  const organizationId = chooseOrganization(config.organizationId, store.get(setting), me.organizations)
  if (organizationId === null) return null
  store.set(setting, organizationId)
  const hostId = hostIdOf(store, organizationId)
  await hosts.register({ id: hostId, organizationId, name: config.machineName })
  const link = openRelayLink({
    controlPlane: target,
    hostId,
    organizationId,
    ownerUserId: me.user?.id ?? null,
    instanceId: randomBytes(12).toString('hex'),
    terminals,
    attachViewer: terminals.attachViewer,
    onAccessChanged: (failure) => void identity.refresh(failure),
    now,
  })
  return { hostId, organizationId, link }
}
