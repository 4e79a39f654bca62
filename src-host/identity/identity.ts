// Who this host is signed in as, at which control plane. Reads it again when asked, and by itself while nobody answers.
import type { AppState } from '#contract/app'
import { Failure, isFailure } from '#contract/failure'
import { type ControlPlaneClient, isTransient } from '../control-plane-client/index.ts'
import { createListeners } from '../listeners.ts'
import { withReason } from './with-reason.ts'

type IdentityState = AppState['identity']

export type Identity = Disposable & {
  state: () => IdentityState
  /** Resolves once it was read again. `because`: why a connection of this sign-in was ended, as the control plane said it. */
  refresh: (because?: Failure) => Promise<void>
  /** Calls after each change. Returns how to stop. */
  onChange: (listener: () => void) => () => void
}

/** How soon an unreachable control plane is asked again. Milliseconds. */
const RETRY_MS = 3_000

/** Resolves after the first answer, or the first failure to get one. */
export async function openIdentity(controlPlane: Pick<ControlPlaneClient, 'me'>): Promise<Identity> {
  const listeners = createListeners()
  let state = await read(controlPlane)
  let retry: NodeJS.Timeout | null = null
  let disposed = false
  let reading = 0

  const refresh = async (because?: Failure) => {
    const mine = ++reading
    const next = withReason(state, await read(controlPlane), because)
    // What was asked later knows better, whichever answer comes first.
    if (disposed || mine !== reading) return
    state = next
    schedule()
    listeners.notify()
  }
  const schedule = () => {
    if (retry !== null) clearTimeout(retry)
    const again = state.state === 'signed-out' && isTransient(state.failure)
    retry = again ? setTimeout(() => void refresh(), RETRY_MS) : null
    retry?.unref()
  }
  schedule()
  return {
    state: () => state,
    refresh,
    onChange: listeners.add,
    [Symbol.dispose]() {
      disposed = true
      if (retry !== null) clearTimeout(retry)
    },
  }
}

async function read(controlPlane: Pick<ControlPlaneClient, 'me'>): Promise<IdentityState> {
  try {
    return { state: 'signed-in', me: await controlPlane.me() }
  } catch (error) {
    const failure = isFailure(error)
      ? error
      : new Failure('internal', 'The sign-in could not be read.', { cause: error })
    return { state: 'signed-out', failure: failure.toBody() }
  }
}
