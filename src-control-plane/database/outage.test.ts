import { expect, it } from 'vitest'
import { openDatabase } from './index.ts'
import { isOutage } from './outage.ts'
import { describeEachDatabase } from './testing.ts'

it.each([
  [true, { message: 'connect ECONNREFUSED 127.0.0.1:5432', code: 'ECONNREFUSED' }],
  [true, { message: 'terminating connection due to administrator command', code: '57P01' }],
  [true, { message: 'the database system is starting up', code: '57P03' }],
  [true, { message: 'sorry, too many clients already', code: '53300' }],
  [true, { message: 'Connection terminated unexpectedly' }],
  [true, { message: 'timeout exceeded when trying to connect' }],
  [true, { message: 'disk I/O error', code: 'SQLITE_IOERR_READ' }],
  [true, { message: 'database or disk is full', code: 'SQLITE_FULL' }],
  [false, { message: 'duplicate key value violates unique constraint', code: '23505' }],
  [false, { message: 'canceling statement due to statement timeout', code: '57014' }],
  [false, { message: 'no such table: x', code: 'SQLITE_ERROR' }],
  [false, { message: 'a mistake of ours' }],
])('%s for %o', (expected, { message, ...code }) => {
  expect(isOutage(Object.assign(new Error(message), code))).toBe(expected)
})

describeEachDatabase('an outage', (create) => {
  it('is recognised when the connection was closed', async () => {
    await using place = await create()
    const database = await openDatabase(place.url)
    const ask = () => database.read.selectFrom('user').select('id').execute()
    await ask()
    await database[Symbol.asyncDispose]()
    const error = await ask().catch((caught: unknown) => caught)
    expect(error).toSatisfy(isOutage)
  })
})
