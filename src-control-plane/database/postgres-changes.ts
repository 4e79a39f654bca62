// PostgreSQL's side of the feed of changes: one connection that listens, comes back when it is lost, and says when it may have missed some.
import { setTimeout as delay } from 'node:timers/promises'
import type { Client } from 'pg'
import { CHANGES_CHANNEL } from './change-triggers.ts'
import { Change, type ChangeHub } from './changes.ts'

/** Milliseconds until the next try after the connection was lost, or could not be made. */
const RETRY_MS = 250
/** A connection that died without a word is noticed within these two. Milliseconds. */
const PROBE_MS = 3_000
const ANSWER_MS = 2_000

/** Resolves once changes arrive for sure, or the first try has failed; tries on by itself. */
export async function listenPostgres(connect: () => Promise<Client>, hub: ChangeHub): Promise<AsyncDisposable> {
  const stop = new AbortController()
  const first = Promise.withResolvers<void>()
  const running = (async () => {
    while (!stop.signal.aborted) {
      await listenOnce(connect, hub, first.resolve, stop.signal).catch(() => undefined)
      hub.setLive(false)
      hub.announce('anything')
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
  connect: () => Promise<Client>,
  hub: ChangeHub,
  onListening: () => void,
  signal: AbortSignal,
): Promise<void> {
  const client = await connect()
  const over = new Promise<void>((resolve) => {
    client.on('error', () => resolve())
    client.on('end', () => resolve())
    signal.addEventListener('abort', () => resolve(), { once: true })
  })
  client.on('notification', ({ payload }) => hub.announce(parse(payload)))
  try {
    await client.query(`listen ${CHANGES_CHANNEL}`)
    hub.setLive(true)
    hub.announce('anything')
    onListening()
    await Promise.race([over, probe(client, signal)])
  } finally {
    // Not awaited: a server that is gone answers no goodbye.
    client.end().catch(() => undefined)
  }
}

async function probe(client: Client, signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    await delay(PROBE_MS, undefined, { signal, ref: false })
    const late = delay(ANSWER_MS, 'late' as const, { signal, ref: false })
    if ((await Promise.race([client.query('select 1'), late])) === 'late') return
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
