// The control plane as a command reaches it: by what the environment says, else with the sign-in of this home's host.
import { Failure } from '#contract/failure'
import { type HostFlags, readHostConfig } from '../config.ts'
import { type ControlPlaneClient, createControlPlaneClient } from '../control-plane-client/index.ts'
import { EMBEDDED } from '../control-planes/index.ts'
import { openCredentialStore } from '../credentials/index.ts'
import { askRunningInstance } from '../instance/index.ts'

export async function openClient(flags: HostFlags): Promise<ControlPlaneClient> {
  const config = readHostConfig(flags)
  const running = config.controlPlaneUrl === null ? await askRunningInstance(config.home, 'status') : null
  const url = config.controlPlaneUrl ?? running?.state.controlPlane.url
  if (url === undefined) {
    throw new Failure(
      'control-plane-unreachable',
      `No Mooring runs in ${config.home}. Start it, or name a control plane with --control-plane or MOORING_CONTROL_PLANE_URL.`,
    )
  }
  const origin = new URL(url).origin
  const credentials = await openCredentialStore(config.home, config.keychainMayExist)
  const kept = credentials.get(running?.state.controlPlane.embedded ? EMBEDDED : origin)
  return createControlPlaneClient({ url: origin, credential: () => config.apiKey ?? kept })
}
