// What procedures may use. Only the host's own parts: the window never sees a credential.
import type { AppState, TerminalProfile } from '#contract/app'
import type { ControlPlaneClient } from '../control-plane-client/index.ts'
import type { Terminals } from '../terminal/index.ts'

export type RouterContext = {
  state: () => AppState
  /** Calls after each change of the state. Returns how to stop. */
  onStateChange: (listener: () => void) => () => void
  /** Reads identity and memberships again, after something changed them. */
  refresh: () => Promise<void>
  controlPlane: ControlPlaneClient
  terminals: Terminals
  profiles: () => TerminalProfile[]
}
