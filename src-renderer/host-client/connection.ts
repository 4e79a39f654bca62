// The state of the one WebSocket to the host, with the reason when it is lost and the time of the next attempt.
import { createWSClient, type TRPCWebSocketClient } from '@trpc/client'
import { useSyncExternalStore } from 'react'
import { retryDelayMs } from './retry-delay.ts'

export type LostReason =
  /** Nothing answers at the host's address. */
  | 'host-gone'
  /** The host answers, but does not admit this window: its session belongs to an earlier start. */
  | 'not-admitted'
  /** Not yet known, or the host is there again already. */
  | 'unknown'

/** Times are milliseconds since the epoch. `retryAt` is null while an attempt is under way. */
export type Connection =
  | { state: 'connecting' }
  | { state: 'open' }
  | { state: 'lost'; since: number; reason: LostReason; retryAt: number | null }

let connection: Connection = { state: 'connecting' }
let attempt = 0
let wake = () => {}
const listeners = new Set<(connection: Connection) => void>()

function change(next: Connection): void {
  connection = next
  for (const listener of listeners) listener(next)
}

/** Called before each attempt by the WebSocket client; the waiting is done here so that a person can cut it short. */
async function nextAddress(): Promise<string> {
  const delay = retryDelayMs(attempt++)
  if (connection.state === 'lost') {
    change({ ...connection, retryAt: Date.now() + delay })
    await waitOrWake(delay)
    change({ ...connection, retryAt: null })
  }
  return `${location.origin.replace(/^http/, 'ws')}/trpc`
}

function waitOrWake(delay: number): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>()
  const timer = setTimeout(resolve, delay)
  wake = () => {
    clearTimeout(timer)
    resolve()
  }
  return promise
}

function opened(): void {
  attempt = 0
  change({ state: 'open' })
}

async function closed(): Promise<void> {
  if (connection.state !== 'lost') change({ state: 'lost', since: Date.now(), reason: 'unknown', retryAt: null })
  const reason = await findReason()
  if (connection.state === 'lost') change({ ...connection, reason })
}

/** A refused WebSocket tells a page nothing; asking for the page itself tells whether anybody is there and knows us. */
async function findReason(): Promise<LostReason> {
  try {
    const { status } = await fetch('/', { cache: 'no-store', signal: AbortSignal.timeout(2_000) })
    return status === 401 || status === 403 ? 'not-admitted' : 'unknown'
  } catch {
    return 'host-gone'
  }
}

export const webSocketClient: TRPCWebSocketClient = createWSClient({
  url: nextAddress,
  retryDelayMs: () => 0,
  onOpen: opened,
  onClose: () => void closed(),
  onError: () => void closed(),
  keepAlive: { enabled: true, intervalMs: 10_000, pongTimeoutMs: 5_000 },
})

/** The next attempt is made at once, if one is waited for. */
export function retryNow(): void {
  wake()
}

/** Calls after each change. Returns how to stop. */
export function onConnectionChange(listener: (connection: Connection) => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

export function useConnection(): Connection {
  return useSyncExternalStore(onConnectionChange, () => connection)
}
