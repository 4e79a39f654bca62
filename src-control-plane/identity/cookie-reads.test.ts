import { createHmac } from 'node:crypto'
import { expect, it } from 'vitest'
import { describeEachDatabase } from '../database/testing.ts'
import { openIdentityForTest, TEST_SECRET } from './testing.ts'

describeEachDatabase('a cookie', (create) => {
  it('[K18] costs one read when its session is not remembered, and none when it is, or when nobody signed it', async () => {
    await using test = await openIdentityForTest(create)
    const { token } = await test.signIn(await test.addUser('Ada'))
    await test.settle()
    const cookieOf = (secret: string) => {
      const signature = createHmac('sha256', secret).update(token).digest('base64')
      return new Headers({ cookie: `mooring.session_token=${encodeURIComponent(`${token}.${signature}`)}` })
    }
    const check = (secret = TEST_SECRET) => test.identity.authenticate(cookieOf(secret), 'reading')
    expect(await test.statementsOf(() => check('not the secret').catch(() => null))).toEqual({ reads: 0, writes: 0 })
    expect(await test.statementsOf(check)).toEqual({ reads: 1, writes: 0 })
    expect(await test.statementsOf(check)).toEqual({ reads: 0, writes: 0 })
    expect(await check()).toMatchObject({ kind: 'session', via: 'cookie', user: { name: 'Ada' } })
  })
})
