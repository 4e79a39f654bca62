// When a credential was last used, written in batches: a request never waits for it, and costs no write (K18). A session in use is
// extended by the same hand.
import type { Database } from '../database/index.ts'
import { CLIENT_ADDRESS_HEADER, SESSION_LIFETIME_S } from './auth.ts'
import { networkOf } from './network.ts'
import type { Principal } from './principal.ts'

/** How old "last used" may be in the list, and what is lost if the process dies. Milliseconds. */
const FLUSH_MS = 15_000
/** A session is extended once a day of use, not at each request. Milliseconds. */
const EXTEND_AFTER_MS = 24 * 3600 * 1000
/** Credentials noted between two flushes; beyond it the flush comes at once. */
const MAX_NOTED = 5_000
/** "Last used" is a fact of security, not a diary: minutes are enough. */
const GRAIN_MS = 60_000

export type LastUsed = AsyncDisposable & {
  note: (principal: Principal, headers: Headers) => void
  flush: () => Promise<void>
}

type Dependencies = Pick<Database, 'db' | 'dialect'> & { now: () => number; report: (error: unknown) => void }
/** Rows of one statement: far below the bound on parameters of both databases. */
const CHUNK = 500

type Use = { at: number; from: string | null }

export function createLastUsed({ db, dialect, now, report }: Dependencies): LastUsed {
  let keys = new Map<string, Use>()
  let sessions = new Set<string>()
  let flushing = Promise.resolve()

  async function write(): Promise<void> {
    const [usedKeys, usedSessions] = [keys, sessions]
    keys = new Map()
    sessions = new Set()
    if (usedKeys.size + usedSessions.size === 0) return
    for (const { at, from, ids } of alike(usedKeys)) {
      await db.updateTable('apiKey').set({ lastUsedAt: at, lastUsedFrom: from }).where('id', 'in', ids).execute()
    }
    const until = new Date(now() + SESSION_LIFETIME_S * 1000)
    const expiresAt = dialect === 'sqlite' ? until.toISOString() : until
    for (const ids of chunks([...usedSessions])) {
      await db.updateTable('session').set({ expiresAt }).where('id', 'in', ids).execute()
    }
  }
  const flush = () => {
    flushing = flushing.then(write).catch(report)
    return flushing
  }
  const timer = setInterval(() => void flush(), FLUSH_MS).unref()
  return {
    note({ source, validUntil }, headers) {
      if (source.type === 'api-key') {
        const at = now() - (now() % GRAIN_MS)
        if (keys.get(source.id)?.at === at) return
        keys.set(source.id, { at, from: networkOf(headers.get(CLIENT_ADDRESS_HEADER)) })
      } else if ((validUntil ?? 0) < now() + SESSION_LIFETIME_S * 1000 - EXTEND_AFTER_MS) {
        sessions.add(source.id)
      }
      if (keys.size + sessions.size > MAX_NOTED) void flush()
    },
    flush,
    async [Symbol.asyncDispose]() {
      clearInterval(timer)
      await flush()
    },
  }
}

/** Most were used in the same minute from the same network: a statement for all of those. */
function alike(used: ReadonlyMap<string, Use>): (Use & { ids: string[] })[] {
  const groups = Map.groupBy(used, ([, { at, from }]) => `${at} ${from}`)
  return [...groups.values()].flatMap((group) =>
    chunks(group).flatMap((chunk) => chunk.slice(0, 1).map(([, use]) => ({ ...use, ids: chunk.map(([id]) => id) }))),
  )
}

function chunks<T>(all: readonly T[]): T[][] {
  return Array.from({ length: Math.ceil(all.length / CHUNK) }, (_, n) => all.slice(n * CHUNK, (n + 1) * CHUNK))
}
