import { getMigrations } from 'better-auth/db/migration'
import { sql } from 'kysely'
import { expect, it } from 'vitest'
import { createAuth } from '../identity/index.ts'
import { openDatabase } from './index.ts'
import { describeEachDatabase } from './testing.ts'

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
})
