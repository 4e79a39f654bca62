// Of the first account, what only shows when something breaks off: the rest is in account.test.ts.
import { sql } from 'kysely'
import { expect, it } from 'vitest'
import { openDatabase } from '../database/index.ts'
import { describeEachDatabase } from '../database/testing.ts'
import { createAuth } from '../identity/index.ts'
import { signUp } from './sign-up.ts'

const ada = { name: 'Ada', email: 'ada@example.com', password: 'correct horse battery' }
const bob = { ...ada, name: 'Bob', email: 'bob@example.com' }

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
    await expect(signUp(deps, ada, null)).rejects.toThrow()
    expect(await deps.db.selectFrom('user').select('id').execute()).toEqual([])
    await sql`alter table "account_away" rename to "account"`.execute(deps.db)
    expect(await signUp(deps, ada, null)).toMatchObject({ outcome: 'created' })
    expect(await signUp(deps, bob, null)).toEqual({ outcome: 'closed' })
  })

  it('is still to be had where the place was taken and nobody came, as a crash of an older version left it', async () => {
    await using deps = await open()
    await deps.db.insertInto('firstAccount').values({ id: 1 }).execute()
    expect(await signUp(deps, ada, null)).toMatchObject({ outcome: 'created' })
    expect(await signUp(deps, bob, null)).toEqual({ outcome: 'closed' })
  })

  it('is one, also when the people of two replicas sign up at the same moment', async () => {
    await using deps = await open()
    const outcomes = await Promise.all([signUp(deps, ada, null), signUp(deps, bob, null)])
    expect(outcomes.map(({ outcome }) => outcome).sort()).toEqual(['closed', 'created'])
  })
})
