import { expect, it, vi } from 'vitest'
import { type Database, openDatabase } from '../database/index.ts'
import { describeEachDatabase } from '../database/testing.ts'
import { createOrganization } from '../organization/index.ts'
import { createSecretBox } from '../secret/index.ts'
import { createSettingsStore } from './organization-settings.ts'
import { insertIntoPool } from './pool-rows.ts'

/** Counts what is read, and holds it back while `held` says so. */
function counted({ read }: Database) {
  const seen = { reads: 0, held: Promise.resolve() }
  const counting = new Proxy(read, {
    get(target, name) {
      if (name === 'selectFrom') seen.reads += 1
      const value = Reflect.get(target, name)
      return typeof value === 'function' ? value.bind(target) : value
    },
  })
  return { seen, read: counting }
}

describeEachDatabase('what an organization has set', (create) => {
  async function open() {
    const stack = new AsyncDisposableStack()
    const place = stack.use(await create())
    const database = stack.use(await openDatabase(place.url))
    const elsewhere = stack.use(await openDatabase(place.url))
    const secrets = createSecretBox('an instance secret of at least 32 characters')
    const { seen, read } = counted(database)
    const store = stack.use(createSettingsStore({ ...database, read, secrets, now: Date.now }))
    const user = {
      id: 'u1',
      name: 'Ada',
      email: 'ada@example.com',
      emailVerified: place.dialect === 'sqlite' ? 0 : false,
    }
    const at = new Date(0).toISOString()
    await database.db
      .insertInto('user')
      .values({ ...user, createdAt: at, updatedAt: at, disabledAt: null } as never)
      .execute()
    const organization = await createOrganization({ ...database, now: Date.now }, 'u1', { name: 'North' })
    const provider = {
      organizationId: organization.id,
      id: 'openai',
      baseUrl: 'https://one.invalid/v1',
      model: 'm',
      updatedAt: 0,
    }
    await database.db.insertInto('provider').values(provider).execute()
    await database.db.transaction().execute(async (trx) => {
      await insertIntoPool({ trx, now: Date.now, secrets }, organization.id, 'openai', 'sk-one-0123456789')
    })
    return {
      stack,
      database,
      elsewhere,
      store,
      seen,
      id: organization.id,
      [Symbol.asyncDispose]: () => stack.disposeAsync(),
    }
  }

  it('is read once, and again only after it changed, by whatever hand', async () => {
    await using test = await open()
    const { store, seen, id, elsewhere } = test
    await vi.waitFor(async () => {
      await store.of(id)
      const before = seen.reads
      await store.of(id)
      expect(seen.reads).toBe(before)
    })
    const settings = await store.of(id)
    expect(settings.providers.get('openai')).toMatchObject({
      baseUrl: 'https://one.invalid/v1',
      pool: [{ secret: 'sk-one-0123456789' }],
    })
    const limits = { requestsPerMinute: 7, tokensPerMonth: null, costPerMonth: null, allowedModels: null, updatedAt: 0 }
    const changes: [() => Promise<unknown>, (present: typeof settings) => unknown, unknown][] = [
      [
        () => elsewhere.db.updateTable('provider').set({ baseUrl: 'https://two.invalid/v1' }).execute(),
        ({ providers }) => providers.get('openai')?.baseUrl,
        'https://two.invalid/v1',
      ],
      [
        () =>
          elsewhere.db
            .insertInto('gatewayPolicy')
            .values({ organizationId: id, id: 'policy', byok: 0, keepPrompts: 0, ...limits })
            .execute(),
        ({ policy }) => policy.byok,
        false,
      ],
      [
        () =>
          elsewhere.db
            .insertInto('keyLimit')
            .values({ organizationId: id, id: 'key_1', ...limits })
            .execute(),
        ({ keyLimits }) => keyLimits.get('key_1')?.requestsPerMinute,
        7,
      ],
      [
        () => elsewhere.db.updateTable('providerCredential').set({ sealedSecret: 'v1.AAAA' }).execute(),
        ({ providers }) => providers.get('openai')?.pool[0]?.secret,
        null,
      ],
      [
        () => elsewhere.db.deleteFrom('providerCredential').execute(),
        ({ providers }) => providers.get('openai')?.pool.length,
        0,
      ],
      [() => elsewhere.db.deleteFrom('provider').execute(), ({ providers }) => providers.size, 0],
      // By a connection of our own: it tells of the row.
      [
        () => test.database.db.updateTable('gatewayPolicy').set({ byok: 1 }).execute(),
        ({ policy }) => policy.byok,
        true,
      ],
    ]
    for (const [change, said, expected] of changes) {
      await change()
      await vi.waitFor(async () => expect(said(await store.of(id))).toEqual(expected), { timeout: 2_000 })
    }
  })

  it('is not remembered by a load that a change has overtaken, nor while changes could go unnoticed', async () => {
    await using test = await open()
    const { database, id, store, seen } = test
    await vi.waitFor(async () => {
      await store.of(id)
      const before = seen.reads
      await store.of(id)
      expect(seen.reads).toBe(before)
    })
    database.changes.announce('anything')
    const overtaken = store.of(id)
    database.changes.announce({ table: 'provider', organizationId: id, userId: null, id: 'openai' })
    await overtaken
    const before = seen.reads
    await store.of(id)
    expect(seen.reads).toBeGreaterThan(before)
    const deaf = { ...database.changes, live: () => false }
    using forgetful = createSettingsStore({
      ...counted(database),
      changes: deaf,
      secrets: createSecretBox('x'.repeat(32)),
      now: Date.now,
    })
    const first = await forgetful.of(id)
    expect(await forgetful.of(id)).not.toBe(first)
  })
})
