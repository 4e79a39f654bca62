// Which control plane this host speaks to, and with which credential: a remote one by its address, else one embedded here.
import { join } from 'node:path'
import type { AppState } from '#contract/app'
import type { ControlPlane } from '#control-plane'
import type { HostConfig } from './config.ts'
import type { Target } from './control-plane-client/index.ts'
import type { CredentialStore } from './credentials/index.ts'
import type { Report } from './log/index.ts'
import type { Store } from './store/index.ts'

export type ChosenControlPlane = AsyncDisposable & {
  readonly target: Target
  readonly embedded: boolean
  /** Where the credential that is used lies. */
  readonly credentialStorage: AppState['credentialStorage']
}

type Dependencies = { config: HostConfig; store: Store; credentials: CredentialStore; report: Report }

export async function chooseControlPlane(deps: Dependencies): Promise<ChosenControlPlane> {
  const { config, credentials } = deps
  if (config.controlPlaneUrl === null) return embed(deps)
  const url = new URL(config.controlPlaneUrl).origin
  const target = { url, credential: () => config.apiKey ?? credentials.get(url) }
  const credentialStorage = config.apiKey === null ? credentials.storage : 'environment'
  return { target, embedded: false, credentialStorage, [Symbol.asyncDispose]: async () => undefined }
}

/** The embedded one keeps its port from run to run, because people paste its address beside their keys. */
const DEFAULT_CONTROL_PLANE_PORT = 4781
/** Its sign-in is stored under a name, not an address: the port may change. */
export const EMBEDDED = 'embedded'

async function embed({ config, store, credentials, report }: Dependencies): Promise<ChosenControlPlane> {
  const { readEnvironment, startControlPlane } = await import('#control-plane')
  const { providers } = readEnvironment()
  const home = join(config.home, 'control-plane')
  const remembered = Number(store.get('last-control-plane-port') ?? DEFAULT_CONTROL_PLANE_PORT)
  const controlPlane = await startControlPlane(
    {
      home,
      port: remembered,
      anyPortIfTaken: true,
      signUp: 'closed',
      providers,
    },
    report,
  )
  store.set('last-control-plane-port', new URL(controlPlane.url).port)
  const credential = await localCredential(controlPlane, { config, credentials })
  return {
    // A key in the environment is for a control plane elsewhere: here its holder would lose what only a person may do.
    target: { url: controlPlane.url, credential: () => credential },
    embedded: true,
    credentialStorage: credentials.storage,
    [Symbol.asyncDispose]: () => controlPlane[Symbol.asyncDispose](),
  }
}

/** The kept session of the local owner while it is good, else a new one. */
async function localCredential(
  controlPlane: ControlPlane,
  { config, credentials }: Pick<Dependencies, 'config' | 'credentials'>,
): Promise<string> {
  const kept = credentials.get(EMBEDDED)
  if (kept !== null && (await controlPlane.knowsSession(kept))) return kept
  const organizationName = `${config.userName}'s organization`
  const session = await controlPlane.signInLocalOwner({ name: config.userName, organizationName })
  credentials.set(EMBEDDED, session)
  return session
}
