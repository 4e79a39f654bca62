// A terminal of another host in this host's own window: the window's socket and the relay's become one, and no frame is looked at.
import type { WebSocket } from 'ws'
import { Failure, isFailure } from '#contract/failure'
import { closingOf, isOpen, keepAlive, PING_INTERVAL_MS, RELAY_ATTACH_PATH, splice } from '#contract/relay'
import type { TerminalRole } from '#contract/terminal'
import type { Target } from '../control-plane-client/index.ts'
import { callerHeaders, connectRelay } from './connect.ts'
import { LINK_TIMING } from './timing.ts'

type RemoteTerminal = {
  controlPlane: Target
  organizationId: string
  hostId: string
  terminalId: string
  role: TerminalRole
}

/** Takes the window's open socket over. It is closed with `closeCodeOf` of the reason when the terminal cannot be reached, or ends. */
export function openRemoteTerminal(window: WebSocket, where: RemoteTerminal): void {
  // `close` follows an error.
  window.on('error', () => {})
  // What the window says before the relay is reached waits in its socket.
  window.pause()
  connectAttach(where).then(
    (far) => {
      keepAlive(far, PING_INTERVAL_MS)
      splice(window, far)
    },
    (error: unknown) => {
      const failure = isFailure(error) ? error : new Failure('internal', 'The terminal could not be reached.')
      const { code, reason } = closingOf(failure)
      if (isOpen(window)) window.close(code, reason)
      window.resume()
    },
  )
}

async function connectAttach({ controlPlane, organizationId, hostId, terminalId, role }: RemoteTerminal) {
  return connectRelay(controlPlane, RELAY_ATTACH_PATH, {
    query: { host: hostId, terminal: terminalId, role },
    headers: callerHeaders(controlPlane, organizationId),
    timeoutMs: LINK_TIMING.connectTimeoutMs,
  })
}
