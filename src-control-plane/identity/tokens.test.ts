import { expect, it } from 'vitest'
import { openDatabase } from '../database/index.ts'
import { describeEachDatabase } from '../database/testing.ts'
import { createAuth } from './auth.ts'
import type { Principal } from './principal.ts'
import type { Standing } from './standing.ts'
import { createTokens } from './tokens.ts'

const ada: Principal = {
  kind: 'member-key',
  source: { type: 'api-key', id: 'key_1' },
  validUntil: null,
  user: { id: 'u', name: 'Ada', email: 'ada@example.com' },
  organizations: [{ id: 'org_1', name: 'North', slug: 'north', role: 'member' }],
}

describeEachDatabase('tokens', (create) => {
  async function open() {
    await using stack = new AsyncDisposableStack()
    const place = stack.use(await create())
    const database = stack.use(await openDatabase(place.url))
    const clock = { now: Date.now() }
    const standing: { now: Standing } = { now: { standing: 'good', principal: ada } }
    const auth = createAuth(database, { baseUrl: 'http://127.0.0.1', secret: 's'.repeat(40) })
    const opened = stack.move()
    return {
      database,
      clock,
      auth,
      standing,
      tokens: createTokens({ auth, standingOf: async () => standing.now, now: () => clock.now }),
      [Symbol.asyncDispose]: () => opened.disposeAsync(),
    }
  }

  it('say what the principal was, for five minutes, for this audience', async () => {
    await using test = await open()
    const token = await test.tokens.issue(ada)
    const claims = { source: ada.source, organizations: ada.organizations }
    expect(await test.tokens.verify(token)).toMatchObject({
      kind: 'token',
      source: { id: 'key_1' },
      organizations: [{ id: 'org_1' }],
    })
    expect(await test.tokens.verify(`${token.slice(0, -4)}AAAA`)).toBeNull()
    expect(await test.tokens.verify(await test.tokens.sign(claims, 'elsewhere', 60))).toBeNull()
    test.clock.now += 5 * 60_000 + 1_000
    expect(await test.tokens.verify(token)).toBeNull()
  })

  it('[K6] reach no more than their source reaches now, and nothing once it is gone', async () => {
    await using test = await open()
    const token = await test.tokens.issue(ada)
    const [north] = ada.organizations
    if (north === undefined) throw new Error('no organization')
    const raised = [
      { ...north, role: 'owner' as const },
      { ...north, id: 'org_2' },
    ]
    test.standing.now = { standing: 'good', principal: { ...ada, organizations: raised } }
    expect((await test.tokens.verify(token))?.organizations).toEqual([north])
    test.standing.now = { standing: 'good', principal: { ...ada, organizations: [] } }
    expect((await test.tokens.verify(token))?.organizations).toEqual([])
    test.standing.now = { standing: 'gone', because: 'unknown' }
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
