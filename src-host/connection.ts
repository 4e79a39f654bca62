// Everything that speaks to one control plane for one sign-in: who that is, this host's presence there, and what is hinted. Another
// control plane, or another sign-in, is another connection.
import { setTimeout as delay } from 'node:timers/promises'
import type { AppState } from '#contract/app'
import type { Failure } from '#contract/failure'
import { type Hint, HintTopic } from '#contract/hint'
import {
  type ControlPlaneClient,
  createControlPlaneClient,
  followHints,
  type Target,
} from './control-plane-client/index.ts'
import { type Identity, openIdentity } from './identity/index.ts'
import { type HostPresence, openPresence, type PresenceDependencies } from './presence.ts'
import { retryDelay } from './relay-link/index.ts'

export type Connection = AsyncDisposable & {
  readonly target: Target
  readonly embedded: boolean
  readonly credentialStorage: AppState['credentialStorage']
  readonly client: ControlPlaneClient
  readonly identity: Identity
  readonly presence: HostPresence
  /** Aborts when this is no longer the connection in use. */
  readonly ended: AbortSignal
}

export type Way = Pick<Connection, 'target' | 'embedded' | 'credentialStorage'>

type Dependencies = Pick<PresenceDependencies, 'config' | 'store' | 'terminals' | 'now'> & {
  hear: (hint: Hint) => void
  /** Called after each change of identity or presence. */
  notify: () => void
}

/** Resolves after the first word of the control plane, or its silence. */
export async function openConnection(deps: Dependencies, way: Way): Promise<Connection> {
  await using stack = new AsyncDisposableStack()
  const client = createControlPlaneClient(way.target)
  const identity = stack.use(await openIdentity(client))
  const presence = stack.use(openPresence({ ...deps, controlPlane: client, identity }))
  const end = new AbortController()
  const hints = listen({ ...deps, identity, target: way.target }, end.signal)
  stack.defer(() => hints)
  stack.defer(() => end.abort())
  stack.defer(identity.onChange(deps.notify))
  stack.defer(presence.onChange(deps.notify))
  const open = stack.move()
  return { ...way, client, identity, presence, ended: end.signal, [Symbol.asyncDispose]: () => open.disposeAsync() }
}

type Listening = Pick<Dependencies, 'hear'> & { identity: Identity; target: Target }

/** Resolves once the signal aborts; never rejects. */
async function listen({ hear, identity, target }: Listening, signal: AbortSignal): Promise<void> {
  const retryMs = (attempt: number) => retryDelay(attempt, Math.random)
  const heed = (hint: Hint) => {
    if (hint.topic === 'organizations') void identity.refresh()
    hear(hint)
  }
  const onOpen = () => everything(identity.state()).forEach(heed)
  while (!signal.aborted) {
    await signedIn(identity, signal)
    try {
      for await (const hint of followHints(target, { signal, onOpen, retryMs })) heed(hint)
    } catch (failure) {
      // The stream rejects when the sign-in is good no more, and then only.
      await identity.refresh(failure as Failure)
      await delay(retryMs(1), undefined, { signal }).catch(() => undefined)
    }
  }
}

/** What was hinted while nobody listened is not known: it may have been anything. */
function everything(identity: AppState['identity']): Hint[] {
  const organizations = identity.state === 'signed-in' ? identity.me.organizations.map(({ id }) => id) : []
  return HintTopic.options.flatMap((topic) =>
    [null, ...organizations].map((organizationId) => ({ topic, organizationId })),
  )
}

async function signedIn(identity: Identity, signal: AbortSignal): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>()
  const look = () => {
    if (signal.aborted || identity.state().state === 'signed-in') resolve()
  }
  const stop = identity.onChange(look)
  signal.addEventListener('abort', look)
  look()
  await promise
  stop()
  signal.removeEventListener('abort', look)
}
