// Registers this host in its organization and keeps its channel to the control plane, for as long as somebody is signed in.
import { randomBytes } from 'node:crypto'
import { isFailure } from '#contract/failure'
import type { Presence } from '#contract/host'
import type { Me } from '#contract/identity'
import type { HostConfig } from './config.ts'
import type { ControlPlaneClient } from './control-plane-client/index.ts'
import type { Identity } from './identity/index.ts'
import { createListeners } from './listeners.ts'
import { openRelayLink, type RelayLink } from './relay-link/index.ts'
import type { Store } from './store/index.ts'
import type { TerminalConnection } from './terminal/index.ts'

export type HostPresence = AsyncDisposable & {
  presence: () => Presence
  hostId: () => string | null
  organizationId: () => string | null
  /** Calls after each change. Returns how to stop. */
  onChange: (listener: () => void) => () => void
}

type Dependencies = {
  config: HostConfig
  store: Store
  controlPlane: ControlPlaneClient
  identity: Identity
  terminals: TerminalConnection
  now: () => number
}

type Registered = { hostId: string; organizationId: string; link: RelayLink }

export function openPresence(deps: Dependencies): HostPresence {
  const { controlPlane, identity, now } = deps
  const { add: onChange, notify } = createListeners()
  let registered: Registered | null = null
  let unlinked: Presence = { state: 'connecting', attempt: 1, since: now() }
  let registering: Promise<void> | null = null

  async function register(me: Me): Promise<void> {
    const organizationId = organizationOf(deps, me)
    if (organizationId === null) {
      unlinked = { state: 'offline', since: now(), reason: 'signed-out' }
      return
    }
    const hostId = hostIdOf(deps.store, organizationId)
    await controlPlane.hosts.register({ id: hostId, organizationId, name: deps.config.machineName })
    const link = openRelayLink({
      controlPlane: controlPlane.target,
      hostId,
      organizationId,
      ownerUserId: me.user.id,
      instanceId: newInstanceId(),
      terminals: deps.terminals,
      attachViewer: deps.terminals.attachViewer,
      now,
    })
    link.onChange(notify)
    registered = { hostId, organizationId, link }
  }

  function update(): void {
    const state = identity.state()
    if (state.state === 'signed-in' && registered === null) {
      registering ??= register(state.me)
        .catch((error: unknown) => {
          unlinked = { state: 'offline', since: now(), reason: offlineReasonOf(error) }
        })
        .finally(() => {
          registering = null
          notify()
        })
    } else if (state.state === 'signed-out' && registered === null) {
      const reason = state.failure.code === 'control-plane-unreachable' ? 'control-plane-unreachable' : 'signed-out'
      if (unlinked.state !== 'offline' || unlinked.reason !== reason)
        unlinked = { state: 'offline', since: now(), reason }
      notify()
    }
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
      await registered?.link.close()
    },
  }
}

function offlineReasonOf(error: unknown) {
  const lost = isFailure(error) && error.code === 'control-plane-unreachable'
  return lost ? ('control-plane-unreachable' as const) : ('signed-out' as const)
}

/** The one named from outside, else the one chosen before, else the caller's first. */
function organizationOf({ config, store, controlPlane }: Dependencies, me: Me): string | null {
  const setting = `organization:${controlPlane.target.url}` as const
  const wanted = config.organizationId ?? store.get(setting)
  const found = me.organizations.find((organization) => organization.id === wanted) ?? me.organizations[0]
  if (found === undefined) return null
  store.set(setting, found.id)
  return found.id
}

/** A host is known by one id in one organization; another organization sees another host. */
function hostIdOf(store: Store, organizationId: string): string {
  const setting = `host-id:${organizationId}` as const
  const kept = store.get(setting)
  if (kept !== null) return kept
  const id = `host_${randomBytes(12).toString('hex')}`
  store.set(setting, id)
  return id
}

const newInstanceId = () => randomBytes(12).toString('hex')
