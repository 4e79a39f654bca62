// Of the first account, what only shows when something breaks off: the rest is in account.test.ts.
import { sql } from 'kysely'
import { expect, it, vi } from 'vitest'
import { authDate, type Database, openDatabase } from '../database/index.ts'
import { describeEachDatabase } from '../database/testing.ts'
import { createAuth } from '../identity/index.ts'
import { signUp } from './sign-up.ts'

const PASSWORD = { password: 'correct horse battery' }
const ada = { name: 'Ada', email: 'ada@example.com' }
const bob = { name: 'Bob', email: 'bob@example.com', ...PASSWORD }

describeEachDatabase('the first account', (create) => {
  async function open() {
    await using stack = new AsyncDisposableStack()
    const place = stack.use(await create())
    const database = stack.use(await openDatabase(place.url))
    const auth = createAuth(database, { baseUrl: 'http://127.0.0.1', secret: 's'.repeat(40) })
    const opened = stack.move()
    return {
      ...database,
      auth,
      signUp: 'first' as const,
      now: Date.now,
      [Symbol.asyncDispose]: () => opened.disposeAsync(),
    }
  }

  it('is not lost when its sign-up breaks off anywhere: all of it happened, or nothing', async () => {
    await using deps = await open()
    await sql`alter table "account" rename to "account_away"`.execute(deps.db)
    await expect(signUp(deps, { ...ada, ...PASSWORD }, null)).rejects.toThrow()
    expect(await deps.db.selectFrom('user').select('id').execute()).toEqual([])
    await sql`alter table "account_away" rename to "account"`.execute(deps.db)
    expect(await signUp(deps, { ...ada, ...PASSWORD }, null)).toMatchObject({ outcome: 'created' })
    expect(await signUp(deps, bob, null)).toEqual({ outcome: 'closed' })
  })

  it('is still to be had where the place was taken and nobody came, as a crash of an older version left it', async () => {
    await using deps = await open()
    await deps.db.insertInto('firstAccount').values({ id: 1 }).execute()
    expect(await signUp(deps, { ...ada, ...PASSWORD }, null)).toMatchObject({ outcome: 'created' })
    expect(await signUp(deps, bob, null)).toEqual({ outcome: 'closed' })
  })

  it('is one, also when somebody signs up while another replica is about to make it', async () => {
    await using deps = await open()
    let bobs: ReturnType<typeof signUp> | undefined
    await deps.db.transaction().execute(async (trx) => {
      await trx.insertInto('firstAccount').values({ id: 1 }).execute()
      const at = authDate(deps.dialect, Date.now())
      const verified = deps.dialect === 'sqlite' ? 0 : false
      await trx
        .insertInto('user')
        .values({ ...ada, id: 'ada', emailVerified: verified, createdAt: at, updatedAt: at, disabledAt: null })
        .execute()
      bobs = signUp(deps, bob, null)
      if (deps.dialect === 'postgres') await vi.waitFor(() => somebodyWaits(deps), 5_000)
    })
    expect(await bobs).toEqual({ outcome: 'closed' })
  })
})

/** SQLite's one writer makes everybody wait; PostgreSQL says who does. */
async function somebodyWaits({ db }: Database): Promise<void> {
  const { rows } = await sql`select 1 from pg_stat_activity
    where datname = current_database() and wait_event_type = 'Lock'`.execute(db)
  expect(rows).not.toEqual([])
}
