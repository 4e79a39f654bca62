// What procedures may use. Only the host's own parts: the window never sees a credential.
import type { AppState, TerminalProfile } from '#contract/app'
import type { Hint } from '#contract/hint'
import type { ControlPlaneClient } from '../control-plane-client/index.ts'
import type { ControlPlanes } from '../control-planes/index.ts'
import type { Terminals } from '../terminal/index.ts'

export type RouterContext = {
  state: () => AppState
  /** Calls after each change of the state. Returns how to stop. */
  onStateChange: (listener: () => void) => () => void
  /** Reads identity and memberships again, after something changed them. */
  refresh: () => Promise<void>
  /** The one in use at this moment. */
  controlPlane: () => ControlPlaneClient
  /** Aborts when another control plane, or another sign-in, is used instead of the one in use at this moment. */
  whileInUse: () => AbortSignal
  controlPlanes: Pick<
    ControlPlanes,
    'list' | 'use' | 'signIn' | 'signUp' | 'startDeviceSignIn' | 'awaitDeviceSignIn' | 'signOut' | 'forget'
  >
  /** What changed on the control plane in use, from now on, until the signal aborts. */
  hints: (signal: AbortSignal | undefined) => AsyncIterable<Hint>
  terminals: Terminals
  profiles: () => TerminalProfile[]
}
