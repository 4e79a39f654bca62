import { spawnSync } from 'node:child_process'
import { sql } from 'kysely'
import { expect, it, vi } from 'vitest'
import { createChangeHub } from './changes.ts'
import { type Change, type Database, openDatabase } from './index.ts'
import { openNetwork } from './proxy-testing.ts'
import { describeEachDatabase } from './testing.ts'

const BETTER_SQLITE = import.meta.resolve('better-sqlite3')

/** Everything that is told from now on. */
function listen({ changes }: Database) {
  const told: (Change | 'anything')[] = []
  changes.subscribe((change) => told.push(change))
  return told
}

const organization = (id: string) => ({ id, name: id, slug: id, createdAt: new Date(0).toISOString() })
const told = (id: string) => ({ table: 'organization', organizationId: id, userId: null, id })

describeEachDatabase('the feed of changes', (create) => {
  it('tells who and where of each row that is made, changed or deleted, by whatever statement, cascades included', async () => {
    await using place = await create()
    await using database = await openDatabase(place.url)
    const heard = listen(database)
    await sql`insert into organization (id, name, slug, "createdAt") values ('a', 'a', 'a', '1970-01-01')`.execute(
      database.db,
    )
    const key = {
      id: 'k',
      kind: 'service' as const,
      organizationId: 'a',
      role: 'member' as const,
      name: 'k',
      hash: 'h',
    }
    await database.db
      .insertInto('apiKey')
      .values({ ...key, start: '', lastFour: '', createdAt: 0 })
      .execute()
    await database.db.updateTable('organization').set({ name: 'b' }).execute()
    await database.db.deleteFrom('organization').execute()
    const ofKey = { table: 'apiKey', organizationId: 'a', userId: null, id: 'k' }
    await vi.waitFor(() => expect(heard).toHaveLength(5))
    expect(heard.slice(0, 3)).toEqual([told('a'), ofKey, told('a')])
    expect(heard.slice(3)).toEqual(expect.arrayContaining([told('a'), ofKey]))
  })

  it('is silent of what is written all the time, such as when a key was last used', async () => {
    await using place = await create()
    await using database = await openDatabase(place.url)
    await database.db.insertInto('organization').values(organization('a')).execute()
    const key = {
      id: 'k',
      kind: 'service' as const,
      organizationId: 'a',
      role: 'member' as const,
      name: 'k',
      hash: 'h',
    }
    await database.db
      .insertInto('apiKey')
      .values({ ...key, start: '', lastFour: '', createdAt: 0 })
      .execute()
    const heard = listen(database)
    await database.db.updateTable('apiKey').set({ lastUsedAt: 1 }).execute()
    await database.db.updateTable('apiKey').set({ expiresAt: 1 }).execute()
    await vi.waitFor(() => expect(heard).toContainEqual(expect.objectContaining({ table: 'apiKey' })))
    await database.db.insertInto('organization').values(organization('z')).execute()
    await vi.waitFor(() => expect(heard).toContainEqual(told('z')))
    expect(heard.filter((change) => change !== 'anything' && change.table === 'apiKey').length).toBeLessThanOrEqual(2)
    expect(heard.at(-1)).toEqual(told('z'))
  })

  it('tells of a transaction when others can read what it did, and nothing that others must act on when it is rolled back', async () => {
    await using place = await create()
    await using database = await openDatabase(place.url)
    const readable: (string | undefined)[] = []
    const looks: Promise<unknown>[] = []
    database.changes.subscribe((change) => {
      if (change === 'anything') return
      const look = database.read.selectFrom('organization').select('id').executeTakeFirst()
      looks.push(look.then((row) => readable.push(row?.id)))
    })
    const heard = listen(database)
    await database.db.transaction().execute(async (trx) => {
      await trx.insertInto('organization').values(organization('a')).execute()
      expect(heard).toEqual([])
    })
    await vi.waitFor(() => expect(heard).toEqual([told('a')]))
    await Promise.all(looks)
    expect(readable).toEqual(['a'])
    const refused = database.db.transaction().execute(async (trx) => {
      await trx.deleteFrom('organization').execute()
      throw new Error('no')
    })
    await expect(refused).rejects.toThrow('no')
    expect(await database.read.selectFrom('organization').select('id').execute()).toEqual([{ id: 'a' }])
  })

  it('tells of very many changes of one transaction without keeping them all', async () => {
    await using place = await create()
    await using database = await openDatabase(place.url)
    const heard = listen(database)
    const rows = Array.from({ length: 3_000 }, (_, n) => organization(`org_${n}`))
    await database.db.transaction().execute(async (trx) => {
      for (let n = 0; n < rows.length; n += 500) {
        await trx
          .insertInto('organization')
          .values(rows.slice(n, n + 500))
          .execute()
      }
    })
    if (place.dialect === 'sqlite') expect(heard[0]).toBe('anything')
    await vi.waitFor(() => expect(heard).toContainEqual(told('org_2999')))
    if (place.dialect === 'sqlite') expect(heard.length).toBeLessThanOrEqual(1_000)
  })

  it('tells another replica, or a process with the same file, within a second', async () => {
    await using place = await create()
    await using database = await openDatabase(place.url)
    const heard = listen(database)
    const begun = performance.now()
    if (place.dialect === 'postgres') {
      await using other = await openDatabase(place.url)
      await other.db.insertInto('organization').values(organization('a')).execute()
    } else {
      const file = place.url.slice('file:'.length)
      const script = `import Database from ${JSON.stringify(BETTER_SQLITE)};
        new Database(${JSON.stringify(file)}).prepare("insert into organization (id, name, slug, createdAt) values ('a', 'a', 'a', '1970')").run()`
      const { status, stderr } = spawnSync(process.execPath, ['--input-type=module', '-e', script])
      expect(status, String(stderr)).toBe(0)
    }
    await vi.waitFor(() => expect(heard).toEqual(place.dialect === 'postgres' ? [told('a')] : ['anything']))
    expect(performance.now() - begun).toBeLessThan(5_000)
    await database.read.selectFrom('organization').select('id').execute()
    expect(database.changes.live()).toBe(true)
  })
})

describeEachDatabase('the feed and its connection', (create) => {
  it('is live until it is lost, tells of anything when it is lost and when it is back, and comes back by itself', async ({
    skip,
  }) => {
    await using place = await create()
    skip(place.dialect === 'sqlite', 'a file has no connection to lose')
    await using network = await openNetwork(place.url)
    await using database = await openDatabase(network.url)
    const heard = listen(database)
    expect(database.changes.live()).toBe(true)
    network.cut()
    await vi.waitFor(() => expect(database.changes.live()).toBe(false))
    expect(heard).toEqual(['anything'])
    network.mend()
    await vi.waitFor(() => expect(database.changes.live()).toBe(true), 5_000)
    expect(heard).toEqual(['anything', 'anything'])
    await database.db.insertInto('organization').values(organization('a')).execute()
    await vi.waitFor(() => expect(heard).toContainEqual(told('a')))
  })

  it('notices within seconds that nothing arrives any more', async ({ skip }) => {
    await using place = await create()
    skip(place.dialect === 'sqlite', 'a file has no connection to lose')
    await using network = await openNetwork(place.url)
    await using database = await openDatabase(network.url)
    network.hush()
    await vi.waitFor(() => expect(database.changes.live()).toBe(false), 5_000)
    network.mend()
    await vi.waitFor(() => expect(database.changes.live()).toBe(true), 5_000)
  })

  it('tells of a table that is emptied at once', async ({ skip }) => {
    await using place = await create()
    skip(place.dialect === 'sqlite', 'SQLite has no truncate')
    await using database = await openDatabase(place.url)
    const heard = listen(database)
    await sql`truncate "apiKey"`.execute(database.db)
    await vi.waitFor(() => expect(heard).toEqual(['anything']))
  })
})

it('the hub tells those who listen in their order, and of anything when it becomes or ceases to be live', () => {
  const hub = createChangeHub()
  const heard: string[] = []
  hub.subscribe((change) => heard.push(`first ${String(change)}`))
  const second = hub.subscribe((change) => heard.push(`second ${String(change)}`))
  hub.setLive(true)
  hub.setLive(true)
  second[Symbol.dispose]()
  hub.setLive(false)
  expect(heard).toEqual(['first anything', 'second anything', 'first anything'])
})
