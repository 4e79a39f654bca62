// Who this host is signed in as, at which control plane. Reads it again when asked, and by itself while nobody answers.
import type { AppState } from '#contract/app'
import { Failure, isFailure } from '#contract/failure'
import type { ControlPlaneClient } from '../control-plane-client/index.ts'
import { createListeners } from '../listeners.ts'

type IdentityState = AppState['identity']

export type Identity = Disposable & {
  state: () => IdentityState
  refresh: () => Promise<void>
  /** Calls after each change. Returns how to stop. */
  onChange: (listener: () => void) => () => void
}

/** How soon an unreachable control plane is asked again. Milliseconds. */
const RETRY_MS = 3_000

/** Resolves after the first answer, or the first failure to get one. */
export async function openIdentity(controlPlane: ControlPlaneClient): Promise<Identity> {
  const listeners = createListeners()
  let state = await read(controlPlane)
  let retry: NodeJS.Timeout | null = null

  const change = (next: IdentityState) => {
    state = next
    schedule()
    listeners.notify()
  }
  const refresh = async () => change(await read(controlPlane))
  const schedule = () => {
    if (retry !== null) clearTimeout(retry)
    retry = isTransient(state) ? setTimeout(() => void refresh(), RETRY_MS) : null
    retry?.unref()
  }
  schedule()
  return {
    state: () => state,
    refresh,
    onChange: listeners.add,
    [Symbol.dispose]() {
      if (retry !== null) clearTimeout(retry)
    },
  }
}

async function read(controlPlane: ControlPlaneClient): Promise<IdentityState> {
  try {
    return { state: 'signed-in', me: await controlPlane.me() }
  } catch (error) {
    const failure = isFailure(error)
      ? error
      : new Failure('internal', 'The sign-in could not be read.', { cause: error })
    return { state: 'signed-out', failure: failure.toBody() }
  }
}

/** A refusal stays one until a person acts; silence and outages pass. */
function isTransient(state: IdentityState): boolean {
  return (
    state.state === 'signed-out' && ['control-plane-unreachable', 'unavailable', 'timeout'].includes(state.failure.code)
  )
}
