// The doors of keys for tests, with real HTTP and a real database, a clock that can be put forward and a log that can be read. What a
// person does elsewhere (sign up, join, leave) is done to the database, and announced as there, so that these tests fail for reasons of
// their own.
import { randomBytes } from 'node:crypto'
import type { MintedApiKey, MintRequestInput } from '#contract/api-key'
import { isFailure } from '#contract/failure'
import type { Role } from '#contract/organization'
import { meRoutes } from '../account/index.ts'
import { authDate, type Database, openDatabase, type Tables } from '../database/index.ts'
import { createSqlite, type TestDatabase } from '../database/testing.ts'
import { hostRoutes } from '../host/index.ts'
import { failureResponse, listen, newRouter } from '../http/index.ts'
import { type Call, createCaller } from '../http/testing.ts'
import { createIdentity, type Identity } from '../identity/index.ts'
import { createOrganization } from '../organization/index.ts'
import { createMintSecrets, newId } from '../secret/index.ts'
import { apiKeyRoutes, organizationKeyRoutes } from './index.ts'

export type Person = { userId: string; name: string; session: string }

/** One control plane among several on the same database. */
export type Replica = {
  readonly url: string
  readonly call: Call
  readonly identity: Identity
  readonly database: Database
}

export type TestKeys = AsyncDisposable &
  Replica & {
    /** What went to the log. */
    readonly reports: unknown[]
    advance: (ms: number) => void
    now: () => number
    /** Another one, with the same clock; with another secret if one is given. */
    startReplica: (instanceSecret?: string) => Promise<Replica>
    /** Makes every look at a key fail, as an outage would. */
    breakDatabase: () => Promise<void>
    signUp: (name: string) => Promise<Person>
    createOrganization: (person: Person, name: string) => Promise<string>
    join: (person: Person, organizationId: string, role?: Role) => Promise<void>
    /** `endedAt` null: from a time when that was not kept. */
    leave: (person: Person, organizationId: string, endedAt?: number | null) => Promise<void>
    mint: (person: Person, request: MintRequestInput) => Promise<MintedApiKey>
    /** What the audit says of a key, in order. */
    auditOf: (keyId: string) => Promise<Audited[]>
  }

export type Audited = Omit<Tables['auditEntry'], 'details'> & { details: unknown }

export async function startKeysForTest(create: () => Promise<TestDatabase> = createSqlite): Promise<TestKeys> {
  await using stack = new AsyncDisposableStack()
  const { url: databaseUrl } = stack.use(await create())
  let offset = 0
  const now = () => Date.now() + offset
  const reports: unknown[] = []
  const instanceSecret = randomBytes(32).toString('hex')
  const report = (error: unknown) => void reports.push(error)
  const start = (into: AsyncDisposableStack, secret: string) => startReplica(into, { databaseUrl, secret, now, report })
  const first = await start(stack, instanceSecret)
  const { database, identity, call } = first
  const open = stack.move()
  return {
    ...first,
    reports,
    now,
    advance: (ms) => {
      offset += ms
    },
    startReplica: (secret = instanceSecret) => start(open, secret),
    async breakDatabase() {
      await database.db.schema.alterTable('apiKey').renameTo('apiKeyAway').execute()
    },
    async signUp(name) {
      const { internalAdapter } = await identity.auth.$context
      const email = `${name.toLowerCase()}-${randomBytes(4).toString('hex')}@example.com`
      const user = await internalAdapter.createUser({ name, email, emailVerified: true }, { method: 'admin' })
      return { userId: user.id, name, session: (await internalAdapter.createSession(user.id)).token }
    },
    createOrganization: async ({ userId }, name) =>
      (await createOrganization({ ...database, now }, userId, { name })).id,
    async join({ userId }, organizationId, role = 'member') {
      const id = newId('member')
      const createdAt = authDate(database.dialect, now())
      await database.db.insertInto('member').values({ id, organizationId, userId, role, createdAt }).execute()
      database.changes.announce({ table: 'member', id, organizationId, userId })
    },
    async leave({ userId }, organizationId, endedAt = now()) {
      const { db, changes } = database
      await db.deleteFrom('member').where('userId', '=', userId).where('organizationId', '=', organizationId).execute()
      if (endedAt !== null) await db.insertInto('formerMember').values({ organizationId, userId, endedAt }).execute()
      changes.announce({ table: 'member', id: '', organizationId, userId })
    },
    async mint({ session }, body) {
      const { status, body: minted, text } = await call(session, 'POST', '/v1/api-keys', { body })
      if (status !== 201) throw new Error(`mint answered ${status}: ${text}`)
      return minted as MintedApiKey
    },
    async auditOf(keyId) {
      const rows = await database.db
        .selectFrom('auditEntry')
        .selectAll()
        .where('targetId', '=', keyId)
        .orderBy('at')
        .orderBy((e) => e.case().when('action', '=', 'api-key-minted').then(0).else(1).end())
        .execute()
      return rows.map(({ details, ...row }) => ({ ...row, details: JSON.parse(details) }))
    },
    [Symbol.asyncDispose]: () => open.disposeAsync(),
  }
}

type ReplicaOptions = { databaseUrl: string; secret: string; now: () => number; report: (error: unknown) => void }

async function startReplica(
  stack: AsyncDisposableStack,
  { databaseUrl, secret, now, report }: ReplicaOptions,
): Promise<Replica> {
  const database = stack.use(await openDatabase(databaseUrl))
  const listener = stack.use(await listen(0))
  const identity = stack.use(createIdentity(database, { baseUrl: listener.url, secret, now, report }))
  const deps = { ...database, now }
  const app = newRouter()
  app.onError((error) => {
    if (!isFailure(error)) report(error)
    return failureResponse(error)
  })
  app.use('/v1/*', async (c, next) => {
    c.set('principal', await identity.authenticate(c.req.raw.headers))
    await next()
  })
  app.route('/', meRoutes())
  app.route('/', apiKeyRoutes({ ...deps, mintSecrets: createMintSecrets(secret) }))
  app.route('/', organizationKeyRoutes(deps))
  app.route('/', hostRoutes({ ...deps, liveHost: () => null }))
  listener.answer(app.fetch, () => false)
  return { url: listener.url, identity, database, call: createCaller(listener.url) }
}
