// Identity for tests, on a real database whose statements are counted, with a clock that can be put forward, and people, organizations and
// keys made as rows: what changes here is seen by the feed as what anybody changes.
import { randomBytes } from 'node:crypto'
import type { KyselyPlugin } from 'kysely'
import type { Role } from '#contract/organization'
import { type Database, openDatabase } from '../database/index.ts'
import type { TestDatabase } from '../database/testing.ts'
import { hashOf, newId, newSecret, shownParts } from '../secret/index.ts'
import { createIdentity, type Identity } from './identity.ts'

export const TEST_SECRET = 's'.repeat(40)

export type Statements = { reads: number; writes: number }

export type NewKey =
  | { kind: 'member'; owner: string; organization: string; expiresAt?: number }
  | { kind: 'personal'; owner: string; expiresAt?: number }
  | { kind: 'service'; organization: string; role?: 'member' | 'admin'; expiresAt?: number }

export type TestIdentity = AsyncDisposable & {
  readonly database: Database
  readonly identity: Identity
  readonly now: () => number
  /** Puts the clock forward. */
  advance: (ms: number) => void
  /** Resolves when the feed has told of all that was changed before. */
  settle: () => Promise<void>
  /** What `act` and what it waits for asked of the database. */
  statementsOf: (act: () => Promise<unknown>) => Promise<Statements>
  addUser: (name: string) => Promise<string>
  /** Of a user: a session with its id. */
  signIn: (user: string) => Promise<{ id: string; token: string }>
  addOrganization: (name: string, roles?: Record<string, Role>) => Promise<string>
  addMember: (organization: string, user: string, role: Role) => Promise<void>
  addKey: (key: NewKey) => Promise<{ id: string; secret: string }>
}

/** `url` opens another replica on a database that is open already. */
export async function openIdentityForTest(
  place: (() => Promise<TestDatabase>) | { url: string },
): Promise<TestIdentity> {
  await using stack = new AsyncDisposableStack()
  const { url } = typeof place === 'function' ? stack.use(await place()) : place
  const plain = stack.use(await openDatabase(url))
  // Whatever is asked of the handle that may write counts as a write.
  const counted: Statements = { reads: 0, writes: 0 }
  const reading = counting(() => {
    counted.reads += 1
  })
  const writing = counting(() => {
    counted.writes += 1
  })
  const database = { ...plain, read: plain.read.withPlugin(reading), db: plain.db.withPlugin(writing) }
  let offset = 0
  const now = () => Date.now() + offset
  const options = { baseUrl: 'http://127.0.0.1', secret: TEST_SECRET, now }
  const report = (error: unknown) => void Promise.reject(error)
  const identity = stack.use(createIdentity(database, { ...options, report }))
  const { db, dialect } = plain
  const date = () => (dialect === 'sqlite' ? new Date(now()).toISOString() : new Date(now()))
  const open = stack.move()

  const addMember: TestIdentity['addMember'] = async (organizationId, userId, role) => {
    const row = { id: newId('member'), organizationId, userId, role, createdAt: date() }
    await db.insertInto('member').values(row).execute()
  }
  return {
    database,
    identity,
    now,
    addMember,
    advance: (ms) => {
      offset += ms
    },
    async settle() {
      const id = newId('org')
      const heard = Promise.withResolvers<void>()
      using _subscription = plain.changes.subscribe((change) => {
        if (change !== 'anything' && change.id === id) heard.resolve()
      })
      await db.insertInto('organization').values({ id, name: id, slug: id, createdAt: date() }).execute()
      await heard.promise
    },
    async statementsOf(act) {
      const before = { ...counted }
      await act()
      return { reads: counted.reads - before.reads, writes: counted.writes - before.writes }
    },
    async addUser(name) {
      const { internalAdapter } = await identity.auth.$context
      const email = `${name.toLowerCase()}-${randomBytes(4).toString('hex')}@example.com`
      return (await internalAdapter.createUser({ name, email, emailVerified: true }, { method: 'admin' })).id
    },
    async signIn(user) {
      const { internalAdapter } = await identity.auth.$context
      const { id, token } = await internalAdapter.createSession(user)
      return { id, token }
    },
    async addOrganization(name, roles = {}) {
      const id = newId('org')
      await db.insertInto('organization').values({ id, name, slug: id, createdAt: date() }).execute()
      for (const [user, role] of Object.entries(roles)) await addMember(id, user, role)
      return id
    },
    async addKey(key) {
      const id = newId('key')
      const secret = newSecret()
      const row = {
        id,
        kind: key.kind,
        organizationId: key.kind === 'personal' ? null : key.organization,
        ownerUserId: key.kind === 'service' ? null : key.owner,
        role: key.kind === 'service' ? (key.role ?? 'member') : null,
        name: id,
        hash: hashOf(secret),
        ...shownParts(secret),
        createdAt: now(),
        expiresAt: key.expiresAt ?? null,
      }
      await db.insertInto('apiKey').values(row).execute()
      return { id, secret }
    },
    [Symbol.asyncDispose]: () => open.disposeAsync(),
  }
}

/** Counts what is asked of one of the database's handles, compiled before or not. */
function counting(count: () => void): KyselyPlugin {
  return {
    transformQuery: ({ node }) => node,
    async transformResult({ result }) {
      count()
      return result
    },
  }
}
