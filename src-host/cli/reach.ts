// Which control plane a command speaks to: the one that is named, else the one that this home uses. And as whom.
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { Failure } from '#contract/failure'
import { type HostConfig, type HostFlags, readHostConfig } from '../config.ts'
import { type ControlPlaneClient, createControlPlaneClient } from '../control-plane-client/index.ts'
import { EMBEDDED, openKnown, parseAddress } from '../control-planes/index.ts'
import { type CredentialStore, openCredentialStore } from '../credentials/index.ts'
import { askRunningInstance } from '../instance/index.ts'
import { openStore } from '../store/index.ts'

export type Reach = {
  readonly config: HostConfig
  readonly credentials: CredentialStore
  readonly url: string
  /** Part of the host that runs in this home. */
  readonly embedded: boolean
  /** The sign-in that this home keeps for it. */
  readonly kept: string | null
}

/** Throws `control-plane-unreachable` when none is named and this home uses none that could be reached. */
export async function reach(flags: HostFlags): Promise<Reach> {
  const config = readHostConfig(flags)
  const credentials = await openCredentialStore(config.home, config.keychainMayExist)
  const { url, embedded } = await addressOf(config)
  return { config, credentials, url, embedded, kept: credentials.get(embedded ? EMBEDDED : url) }
}

/** With the key of the environment, else with the sign-in of this home. */
export async function openClient(flags: HostFlags): Promise<ControlPlaneClient> {
  const { config, url, kept } = await reach(flags)
  return createControlPlaneClient({ url, credential: () => config.apiKey ?? kept })
}

async function addressOf(config: HostConfig): Promise<Pick<Reach, 'url' | 'embedded'>> {
  if (config.controlPlaneUrl !== null) return { url: parseAddress(config.controlPlaneUrl), embedded: false }
  const running = await askRunningInstance(config.home, 'status')
  if (running !== null) return running.state.controlPlane
  const remembered = rememberedIn(config.home)
  if (remembered !== null) return { url: remembered, embedded: false }
  throw new Failure(
    'control-plane-unreachable',
    `No Mooring runs in ${config.home}. Start it, or name a control plane with --control-plane or MOORING_CONTROL_PLANE_URL.`,
  )
}

/** What the host that last ran in a home used, unless it was its own control plane, which ended with it. */
function rememberedIn(home: string): string | null {
  if (!existsSync(join(home, 'host.db'))) return null
  const opened = openStore(home)
  if (opened.outcome === 'held') return null
  using store = opened.store
  const name = openKnown(store).inUse()
  return name === EMBEDDED ? null : name
}
