// The control plane that this app brings along. It runs as long as the app does, whichever one the app uses: keys that were made there
// are in use by other programs of this machine. See docs/decisions/control-planes-side-by-side.md.
import { join } from 'node:path'
import type { HostConfig } from '../config.ts'
import type { CredentialStore } from '../credentials/index.ts'
import type { Log } from '../log/index.ts'
import type { Store } from '../store/index.ts'
import { EMBEDDED } from './known.ts'

export type EmbeddedControlPlane = AsyncDisposable & {
  readonly url: string
  /** The session of this machine's owner: the kept one while it is good, else a new one. */
  signIn: () => Promise<string>
}

type Dependencies = { config: HostConfig; store: Store; credentials: CredentialStore; log: Log }

/** It keeps its port from run to run, because people paste its address beside their keys. */
const DEFAULT_PORT = 4781

export async function startEmbedded({ config, store, credentials, log }: Dependencies): Promise<EmbeddedControlPlane> {
  const { readEnvironment, startControlPlane } = await import('#control-plane')
  const { providers, pricesFile, metricsToken } = readEnvironment()
  const port = Number(store.get('last-control-plane-port') ?? DEFAULT_PORT)
  const home = join(config.home, 'control-plane')
  const settings = { home, port, anyPortIfTaken: true, signUp: 'closed', providers, pricesFile, metricsToken } as const
  const controlPlane = await startControlPlane(settings, log.report, log.note)
  store.set('last-control-plane-port', new URL(controlPlane.url).port)
  return {
    url: controlPlane.url,
    async signIn() {
      const kept = credentials.get(EMBEDDED)
      if (kept !== null && (await controlPlane.knowsSession(kept))) return kept
      const organizationName = `${config.userName}'s organization`
      const session = await controlPlane.signInLocalOwner({ name: config.userName, organizationName })
      credentials.set(EMBEDDED, session)
      return session
    },
    [Symbol.asyncDispose]: () => controlPlane[Symbol.asyncDispose](),
  }
}
