// The connection to the control plane in use, and its change to another one while the app runs.
import { type Connection, openConnection, type Way } from '../connection.ts'
import { isTransient } from '../control-plane-client/index.ts'
import type { CredentialStore } from '../credentials/index.ts'
import { createHintFeed, type HintFeed } from '../hint-feed.ts'
import { createListeners } from '../listeners.ts'
import type { PresenceDependencies } from '../presence.ts'
import type { EmbeddedControlPlane } from './embedded.ts'
import { EMBEDDED, factsOf, type KnownControlPlanes, NOTHING_KNOWN } from './known.ts'

export type InUse = AsyncDisposable & {
  /** `EMBEDDED` or an origin. */
  name: () => string
  connection: () => Connection
  /** Connects to that one, with the sign-in that is kept for it now. The same name again takes up a changed sign-in. */
  connect: (name: string) => Promise<void>
  /** Calls after each change, of the connection or of what it says. Returns how to stop. */
  onChange: (listener: () => void) => () => void
  hints: HintFeed['follow']
}

export type InUseDependencies = Pick<PresenceDependencies, 'store' | 'terminals' | 'now'> & {
  config: PresenceDependencies['config'] & { apiKey: string | null }
  credentials: CredentialStore
  /** Null where the address was said from outside. */
  embedded: EmbeddedControlPlane | null
  known: KnownControlPlanes
}

export async function openInUse(deps: InUseDependencies, first: string): Promise<InUse> {
  const { add: onChange, notify } = createListeners()
  const hints = createHintFeed()
  const open = async (name: string) => {
    const connection = await openConnection({ ...deps, hear: hints.publish, notify }, await wayTo(deps, name))
    return { name, connection }
  }
  let inUse = await open(first)
  const noteFacts = () => remember(deps.known, inUse)
  noteFacts()
  onChange(noteFacts)
  return {
    name: () => inUse.name,
    connection: () => inUse.connection,
    async connect(name) {
      const before = inUse
      // The same host leaves before it comes again; another control plane is reached before this one is left.
      if (name === before.name) await before.connection[Symbol.asyncDispose]()
      inUse = await open(name)
      notify()
      if (name !== before.name) await before.connection[Symbol.asyncDispose]()
    },
    onChange,
    hints: hints.follow,
    [Symbol.asyncDispose]: () => inUse.connection[Symbol.asyncDispose](),
  }
}

async function wayTo({ config, credentials, embedded }: InUseDependencies, name: string): Promise<Way> {
  if (name === EMBEDDED && embedded !== null) {
    // A key in the environment is for a control plane elsewhere: here its holder would lose what only a person may do.
    const session = await embedded.signIn()
    const target = { url: embedded.url, credential: () => session }
    return { target, embedded: true, credentialStorage: credentials.storage }
  }
  const target = { url: name, credential: () => config.apiKey ?? credentials.get(name) }
  const credentialStorage = config.apiKey === null ? credentials.storage : 'environment'
  return { target, embedded: false, credentialStorage }
}

/** What is shown of it while another one is in use. */
function remember(known: KnownControlPlanes, { name, connection }: { name: string; connection: Connection }): void {
  const identity = connection.identity.state()
  if (!known.names().includes(name)) return
  if (identity.state === 'signed-in') known.remember(name, factsOf(identity.me))
  else if (!isTransient(identity.failure)) known.remember(name, NOTHING_KNOWN)
}
