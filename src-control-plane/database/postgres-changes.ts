// PostgreSQL's side of the feed of changes: one connection that listens, comes back when it is lost, and says when it may have missed some.
import { setTimeout as delay } from 'node:timers/promises'
import type { Client, ClientConfig } from 'pg'
import { CHANGES_CHANNEL } from './change-triggers.ts'
import { Change, type ChangeHub } from './changes.ts'

/** Milliseconds until the next try after the connection was lost, or could not be made. */
const RETRY_MS = 250
/** A connection that died without a word is noticed within these two. Milliseconds. */
const PROBE_MS = 1_000
const ANSWER_MS = 2_000

export type Connect = (bounds: ClientConfig) => Client

/** Resolves once changes arrive for sure, or the first try has failed; tries on by itself. */
export async function listenPostgres(create: Connect, hub: ChangeHub): Promise<AsyncDisposable> {
  const stop = new AbortController()
  const first = Promise.withResolvers<void>()
  const running = (async () => {
    while (!stop.signal.aborted) {
      await listenOnce(create, hub, first.resolve, stop.signal).catch(() => undefined)
      hub.setLive(false)
      first.resolve()
      await delay(RETRY_MS, undefined, { signal: stop.signal }).catch(() => undefined)
    }
  })()
  await first.promise
  return {
    async [Symbol.asyncDispose]() {
      stop.abort()
      await running
    },
  }
}

/** Rejects, or resolves, when this connection is over. */
async function listenOnce(
  create: Connect,
  hub: ChangeHub,
  onListening: () => void,
  signal: AbortSignal,
): Promise<void> {
  const client = create({ connectionTimeoutMillis: ANSWER_MS, query_timeout: ANSWER_MS })
  const done = new AbortController()
  const over = new Promise<void>((resolve) => {
    client.on('error', () => resolve())
    client.on('end', () => resolve())
    signal.addEventListener('abort', () => resolve(), { signal: done.signal })
  })
  client.on('notification', ({ payload }) => hub.announce(parse(payload)))
  const listening = async () => {
    await client.connect()
    await client.query(`listen ${CHANGES_CHANNEL}`)
    hub.setLive(true)
    onListening()
    await probe(client, AbortSignal.any([signal, done.signal]))
  }
  try {
    await Promise.race([over, listening()])
  } finally {
    done.abort()
    // Not awaited: a server that is gone answers no goodbye.
    client.end().catch(() => undefined)
  }
}

/** Rejects when the connection answers no more, or the signal aborts. */
async function probe(client: Client, signal: AbortSignal): Promise<never> {
  for (;;) {
    await delay(PROBE_MS, undefined, { signal, ref: false })
    await client.query('select 1')
  }
}

/** What cannot be read says at least that something changed. */
function parse(payload: string | undefined): Change | 'anything' {
  try {
    return Change.parse(JSON.parse(payload ?? ''))
  } catch {
    return 'anything'
  }
}
