// The control planes that this host knows, and which of them it uses. One connection at a time; the sign-ins of the others stay kept.
import type { KnownControlPlane } from '#contract/app'
import { Failure } from '#contract/failure'
import type { HostConfig } from '../config.ts'
import { expectControlPlane } from '../control-plane-client/index.ts'
import { parseAddress } from './address.ts'
import { expectFree, fixedBy } from './fixed.ts'
import { inTurn } from './in-turn.ts'
import { type InUse, type InUseDependencies, openInUse } from './in-use.ts'
import { EMBEDDED, NOTHING_KNOWN, openKnown } from './known.ts'
import { createSignIns, type SignIns } from './sign-ins.ts'

export type ControlPlanes = AsyncDisposable &
  SignIns &
  Pick<InUse, 'connection' | 'onChange' | 'hints'> & {
    list: () => KnownControlPlane[]
    /** Null: the embedded one. Nobody's sign-in is lost by it, and terminals go on. */
    use: (url: string | null) => Promise<void>
    /** Signs out, and shows it no more. */
    forget: (url: string) => Promise<void>
    /** Another program of this home has signed in or out there: use it, or take up what changed. */
    takeUp: (url: string) => Promise<void>
  }

type Dependencies = Omit<InUseDependencies, 'known' | 'config'> & { config: HostConfig }

/** Resolves once the one in use has said who this is, or could not be asked. */
export async function openControlPlanes(deps: Dependencies): Promise<ControlPlanes> {
  const { config, store, embedded, credentials } = deps
  const known = openKnown(store)
  const fixed = fixedBy(config)
  const start = config.controlPlaneUrl === null ? known.inUse() : new URL(config.controlPlaneUrl).origin
  if (embedded !== null) known.remember(EMBEDDED, known.factsOf(EMBEDDED))
  const inUse = await openInUse({ ...deps, known }, start)
  const oneAtATime = inTurn()
  const nameOf = (url: string) => (url === embedded?.url ? EMBEDDED : url)
  const signIns = createSignIns({ ...deps, known, inUse, nameOf, oneAtATime })

  async function use(name: string): Promise<void> {
    if (name === inUse.name()) return inUse.connect(name)
    expectFree(fixed)
    if (!known.names().includes(name)) {
      await expectControlPlane(name)
      known.remember(name, NOTHING_KNOWN)
    }
    await inUse.connect(name)
    known.setInUse(name)
  }
  const describe = (name: string): KnownControlPlane => {
    const isInUse = name === inUse.name()
    const signedIn = isInUse
      ? inUse.connection().identity.state().state === 'signed-in'
      : credentials.get(name) !== null
    const { signedInAs, organizations } = signedIn ? known.factsOf(name) : NOTHING_KNOWN
    const isEmbedded = name === EMBEDDED
    const url = isEmbedded && embedded !== null ? embedded.url : name
    return { url, embedded: isEmbedded, inUse: isInUse, signedIn, signedInAs, organizations }
  }
  return {
    ...signIns,
    connection: inUse.connection,
    onChange: inUse.onChange,
    hints: inUse.hints,
    list: () => {
      const names = new Set([...known.names(), inUse.name()])
      if (embedded === null) names.delete(EMBEDDED)
      return [...names].map(describe)
    },
    use: (url) => oneAtATime(() => use(url === null ? EMBEDDED : nameOf(parseAddress(url)))),
    forget: (url) =>
      oneAtATime(async () => {
        const name = nameOf(parseAddress(url))
        if (name === inUse.name()) throw new Failure('conflict', 'It is in use. Use another one first.')
        if (name === EMBEDDED) throw new Failure('conflict', 'This one is a part of Mooring itself.')
        await signIns.end(name)
        known.forget(name)
      }),
    takeUp: (url) =>
      oneAtATime(async () => {
        const name = nameOf(parseAddress(url))
        if (name === inUse.name() || credentials.get(name) !== null) return use(name)
        if (known.names().includes(name)) known.remember(name, NOTHING_KNOWN)
      }),
    [Symbol.asyncDispose]() {
      signIns[Symbol.dispose]()
      return inUse[Symbol.asyncDispose]()
    },
  }
}
