import { getMigrations } from 'better-auth/db/migration'
import { sql } from 'kysely'
import { expect, it } from 'vitest'
import { createAuth } from '../identity/index.ts'
import { openDatabase, openExistingDatabase } from './index.ts'
import { migrations } from './migrations/index.ts'
import { describeEachDatabase } from './testing.ts'

const LAST_STEP = Object.keys(migrations).at(-1) ?? ''

describeEachDatabase('database', (create) => {
  it('holds every table and column that the identity library wants', async () => {
    await using place = await create()
    await using database = await openDatabase(place.url)
    const auth = createAuth(database, { baseUrl: 'http://127.0.0.1', secret: 's'.repeat(40) })
    const { toBeCreated, toBeAdded } = await getMigrations(auth.options)
    expect([...toBeCreated, ...toBeAdded].map(({ table, fields }) => [table, Object.keys(fields)])).toEqual([])
  })

  it('[L4] refuses a database of a newer version and leaves it untouched', async () => {
    await using place = await create()
    {
      await using database = await openDatabase(place.url)
      await sql`insert into kysely_migration (name, timestamp) values ('9999-later', '2030-01-01')`.execute(database.db)
    }
    await expect(openDatabase(place.url)).rejects.toMatchObject({
      code: 'database-too-new',
      message: expect.stringContaining('9999-later'),
    })
  })

  it('opens again what it opened before', async () => {
    await using place = await create()
    {
      await using first = await openDatabase(place.url)
      await first.db.insertInto('firstAccount').values({ id: 1 }).execute()
    }
    await using again = await openDatabase(place.url)
    expect(await again.read.selectFrom('firstAccount').select('id').execute()).toEqual([{ id: 1 }])
  })

  it('makes nothing and brings nothing to this version for a command beside an instance', async () => {
    await using place = await create()
    await expect(openExistingDatabase(place.url)).rejects.toMatchObject({
      code: place.dialect === 'sqlite' ? 'not-found' : 'unavailable',
    })
    {
      await using database = await openDatabase(place.url)
      await sql`delete from kysely_migration where name = ${LAST_STEP}`.execute(database.db)
    }
    await expect(openExistingDatabase(place.url)).rejects.toMatchObject({
      code: 'unavailable',
      message: expect.stringContaining(LAST_STEP),
    })
  })

  it('is opened for a command while an instance has it open', async () => {
    await using place = await create()
    await using instance = await openDatabase(place.url)
    await using beside = await openExistingDatabase(place.url)
    await beside.db.insertInto('firstAccount').values({ id: 1 }).execute()
    expect(await instance.read.selectFrom('firstAccount').select('id').execute()).toEqual([{ id: 1 }])
  })
})
