// For `--stop-terminals`: ends every shell of a home and its terminal server, and waits until they are gone.
import { once } from 'node:events'
import { dial } from '#host/terminal-server'

/** Milliseconds: longer than a shell may take to leave. */
const STOP_TIMEOUT_MS = 10_000

/** False when none was running. */
export async function stopTerminalServer({ home }: { home: string }): Promise<boolean> {
  const dialled = await dial(home, { purpose: 'stop' })
  if (!dialled) return false
  const { socket } = dialled.connection
  if (!socket.destroyed) await once(socket, 'close', { signal: AbortSignal.timeout(STOP_TIMEOUT_MS) }).catch(() => {})
  socket.destroy()
  return true
}
