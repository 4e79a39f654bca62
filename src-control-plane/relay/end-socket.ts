// How a connection of the relay is ended with a reason.
import type { WebSocket } from 'ws'
import type { FailureBody } from '#contract/failure'
import { closingOf } from '#contract/relay'

/** Nothing passes from here on. Who does not answer the close in time is cut off. */
export function endSocket(socket: WebSocket, failure: Pick<FailureBody, 'code' | 'message'>, graceMs: number): void {
  const { code, reason } = closingOf(failure)
  socket.close(code, reason)
  // A close that is left unread would hold the connection open.
  socket.resume()
  setTimeout(() => socket.terminate(), graceMs).unref()
}
