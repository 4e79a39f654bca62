import { expect, it } from 'vitest'
import { openDatabase } from '../database/index.ts'
import { describeEachDatabase } from '../database/testing.ts'
import { createAuth } from './auth.ts'
import type { Principal } from './principal.ts'
import { createTokens } from './tokens.ts'

const ada: Principal = {
  kind: 'member-key',
  keyId: 'key_1',
  user: { id: 'u', name: 'Ada', email: 'ada@example.com' },
  organizations: [{ id: 'org_1', name: 'North', slug: 'north', role: 'member' }],
}

describeEachDatabase('tokens', (create) => {
  async function open() {
    await using stack = new AsyncDisposableStack()
    const place = stack.use(await create())
    const database = stack.use(await openDatabase(place.url))
    const clock = { now: Date.now() }
    const auth = createAuth(database, { baseUrl: 'http://127.0.0.1', secret: 's'.repeat(40) })
    const opened = stack.move()
    return {
      database,
      clock,
      auth,
      tokens: createTokens(auth, () => clock.now),
      [Symbol.asyncDispose]: () => opened.disposeAsync(),
    }
  }

  it('say what the principal was, for five minutes, for this audience', async () => {
    await using test = await open()
    const token = await test.tokens.issue(ada)
    const claims = { user: ada.user, organizations: ada.organizations, keyId: 'key_1', sessionId: null }
    expect(await test.tokens.verify(token)).toMatchObject({
      kind: 'token',
      keyId: 'key_1',
      organizations: [{ id: 'org_1' }],
    })
    expect(await test.tokens.verify(`${token.slice(0, -4)}AAAA`)).toBeNull()
    expect(await test.tokens.verify(await test.tokens.sign(claims, 'elsewhere', 60))).toBeNull()
    test.clock.now += 5 * 60_000 + 1_000
    expect(await test.tokens.verify(token)).toBeNull()
  })

  it('are good at once when the signing key is a new one', async () => {
    await using test = await open()
    await test.tokens.verify(await test.tokens.issue(ada))
    await test.database.db.deleteFrom('jwks').execute()
    test.clock.now += 2_000
    expect(await test.tokens.verify(await test.tokens.issue(ada))).toMatchObject({ kind: 'token' })
  })

  it('are not called bad when the keys cannot be read', async () => {
    const test = await open()
    const token = await test.tokens.issue(ada)
    await test[Symbol.asyncDispose]()
    await expect(test.tokens.verify(token)).rejects.toThrow()
  })
})
