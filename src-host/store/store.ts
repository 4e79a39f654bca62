// host.db: what this host remembers of itself. Opened by one process at a time: holding it is being the host of this home.
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import BetterSqlite from 'better-sqlite3'
import { Failure } from '#contract/failure'
import { migrations } from './migrations.ts'

export type Store = Disposable & {
  /** A remembered value; the names are in `settings`. */
  get: (name: Setting) => string | null
  set: (name: Setting, value: string) => void
  windows: WindowSessions
}

export type Setting =
  | 'last-port'
  | 'last-control-plane-port'
  /** The control planes this host knows, and the one it uses. */
  | 'control-planes'
  | 'control-plane-in-use'
  /** The organization this host is registered in, by control plane. */
  | `organization:${string}`
  /** This host's id, by organization. */
  | `host-id:${string}`

/** Browsers that opened a ticket. Only hashes are kept. */
export type WindowSessions = {
  add: (hash: string, now: number) => void
  /** True if it was opened after `since`. */
  has: (hash: string, since: number) => boolean
}

/** More browsers than a person uses; the oldest is forgotten. */
const MAX_WINDOW_SESSIONS = 64

export type OpenStoreResult = { outcome: 'opened'; store: Store } | { outcome: 'held' }

/** `held`: another process is the host of this home. Throws `home-not-writable` or `database-too-new`. */
export function openStore(home: string): OpenStoreResult {
  const db = open(home)
  if (db === null) return { outcome: 'held' }
  try {
    migrate(db, join(home, 'host.db'))
  } catch (error) {
    db.close()
    throw error
  }
  const get = db.prepare<[string], { value: string }>('select value from setting where name = ?')
  const set = db.prepare(
    'insert into setting (name, value) values (?, ?) on conflict (name) do update set value = excluded.value',
  )
  return {
    outcome: 'opened',
    store: {
      get: (name) => get.get(name)?.value ?? null,
      set: (name, value) => void set.run(name, value),
      windows: windowSessions(db),
      [Symbol.dispose]: () => db.close(),
    },
  }
}

function open(home: string): BetterSqlite.Database | null {
  try {
    mkdirSync(home, { recursive: true, mode: 0o700 })
    const db = new BetterSqlite(join(home, 'host.db'), { timeout: 0 })
    // The lock is the operating system's: it goes with the process, however that ends.
    db.pragma('locking_mode = EXCLUSIVE')
    db.pragma('journal_mode = WAL')
    db.exec('begin immediate; commit')
    return db
  } catch (cause) {
    if (codeOf(cause).startsWith('SQLITE_BUSY')) return null
    throw new Failure(
      'home-not-writable',
      `The folder ${home} cannot be written (${codeOf(cause)}). Choose another with --home.`,
      {
        cause,
      },
    )
  }
}

const codeOf = (error: unknown): string => (error as { code?: string }).code ?? String(error)

function migrate(db: BetterSqlite.Database, path: string): void {
  const version = db.pragma('user_version', { simple: true }) as number
  if (version > migrations.length) {
    throw new Failure(
      'database-too-new',
      `${path} was written by a newer Mooring (its version is ${version}, this one knows ${migrations.length}). Update Mooring, or use another home; nothing was changed.`,
    )
  }
  db.transaction(() => {
    for (const statements of migrations.slice(version)) db.exec(statements)
    db.pragma(`user_version = ${migrations.length}`)
  })()
}

function windowSessions(db: BetterSqlite.Database): WindowSessions {
  const add = db.prepare('insert into windowSession (hash, openedAt) values (?, ?)')
  const trim = db.prepare(
    'delete from windowSession where hash not in (select hash from windowSession order by openedAt desc limit ?)',
  )
  const find = db.prepare('select 1 from windowSession where hash = ? and openedAt > ?')
  return {
    add(hash, now) {
      add.run(hash, now)
      trim.run(MAX_WINDOW_SESSIONS)
    },
    has: (hash, since) => find.get(hash, since) !== undefined,
  }
}
