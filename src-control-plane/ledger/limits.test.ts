// What limits let pass, hold back and refuse, on real databases.

import { sql } from 'kysely'
import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import { describeEachDatabase } from '../database/testing.ts'
import { newId } from '../secret/index.ts'
import { askedOf } from './index.ts'
import { monthOf } from './month.ts'
import { admission, asked, DOOR, HEADERS, MODEL, OK, openEntriesForTest } from './testing.ts'

describeEachDatabase('[G11] limits', (create) => {
  let test: Awaited<ReturnType<typeof openEntriesForTest>>
  beforeAll(async () => {
    test = await openEntriesForTest(create)
  })
  afterAll(() => test[Symbol.asyncDispose]())

  it.each(['organization', 'key'] as const)(
    'requests a minute of the %s, and says when there is room again',
    async (holder) => {
      await using at = await test.openPlace()
      const limited = admission({ [holder]: { requestsPerMinute: 2 } })
      const first = at.open()
      await first.admit(limited)
      test.pass(10_000)
      const second = at.open()
      await second.admit(limited)
      await second.close(OK)
      const refused = at.open()
      await expect(refused.admit(limited)).rejects.toMatchObject({ code: 'too-many-requests', retryAfterS: 50 })
      await refused.close({ status: 429, outcome: 'refused', error: 'too-many-requests' })
      // Another key has limits of its own; the organization's hold for it too.
      const other = at.open({ ...at.keyed, keyId: newId('key') })
      if (holder === 'key') await other.admit(limited)
      else await expect(other.admit(limited)).rejects.toMatchObject({ code: 'too-many-requests' })
      test.pass(50_001)
      // What was refused does not count.
      if (holder === 'organization') await at.open().admit(limited)
      await first.close(OK)
    },
  )

  it.each([
    ['tokensPerMonth', 1_000],
    ['costPerMonth', 2_000],
  ] as const)('%s: held back while it is under way, then what was really used', async (limit, amount) => {
    await using at = await test.openPlace()
    // Each holds back 100 tokens of output and 12 of input, about $0.0015.
    const limited = admission({ organization: { [limit]: amount } })
    const entries = []
    while (entries.length < 20) {
      const entry = at.open()
      entry.note({ asked: asked(), mode: 'centralized' })
      const admitted = await entry.admit(limited).then(
        () => true,
        (failure) => {
          expect(failure).toMatchObject({ code: 'too-many-requests' })
          expect(failure.retryAfterS).toBe(Math.ceil((Date.UTC(2026, 11, 1) - test.now()) / 1_000))
          return false
        },
      )
      if (!admitted) break
      entries.push(entry)
    }
    const before = entries.length
    expect(before).toBe(limit === 'tokensPerMonth' ? 8 : 1)
    // Little was used of what was held back: there is room again.
    for (const entry of entries) await entry.close({ ...OK, inputTokens: 1, outputTokens: 1 })
    const again = at.open()
    again.note({ asked: asked(), mode: 'centralized' })
    await again.admit(limited)
    await again.close({ ...OK, inputTokens: 10_000 })
    await expect(at.open().admit(limited)).rejects.toThrow(/a month/)
    // Not at the organization's expense: not its limit.
    await at.open().admit({ ...limited, mode: 'byok-bearer' })
  })

  it('lets no more pass than allowed, of many at once', async () => {
    await using at = await test.openPlace()
    const limited = admission({ organization: { requestsPerMinute: 7 }, key: { tokensPerMonth: 100_000 } })
    const results = await Promise.allSettled(Array.from({ length: 40 }, () => at.open().admit(limited)))
    expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(7)
    expect(await at.underWay()).toHaveLength(7)
  })

  it('waits in line for another of the organization, and counts it', async () => {
    await using at = await test.openPlace()
    const { organizationId } = at
    const { dialect } = test.gateway.deps
    const [locked, gate] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()]
    const other = test.db.transaction().execute(async (trx) => {
      const month = { organizationId, id: 'organization', month: monthOf(test.now()), tokens: 0, cost: 0 }
      await trx.insertInto('monthlyUsage').values(month).execute()
      locked.resolve()
      await gate.promise
      const held = {
        reservedTokens: 0,
        reservedCost: 0,
        facts: JSON.stringify({ ...DOOR, ownerId: 'somebody' }),
        runnerId: 'another',
        leaseUntil: test.now() + 60_000,
      }
      const row = { organizationId, id: newId('req'), at: test.now(), principal: 'key_other', ...held }
      await trx.insertInto('openRequest').values(row).execute()
    })
    await locked.promise
    const admitted = at.open().admit(admission({ organization: { requestsPerMinute: 1 } }))
    const refused = expect(admitted).rejects.toMatchObject({ code: 'too-many-requests' })
    if (dialect === 'postgres') {
      const waiting = sql<{ pid: number }>`select pid from pg_stat_activity
        where datname = current_database() and wait_event_type = 'Lock'`
      await vi.waitFor(async () => expect((await waiting.execute(test.db)).rows).toHaveLength(1))
    }
    gate.resolve()
    await Promise.all([other, refused])
  })

  it('refuses a model that is not allowed, and one without a price where cost is limited', async () => {
    await using at = await test.openPlace()
    await expect(at.open().admit(admission({ key: { allowedModels: ['gpt-*'] } }))).rejects.toMatchObject({
      code: 'forbidden',
      message: `This API key allows only gpt-*; not "${MODEL}".`,
    })
    const unknown = admission({ asked: asked({ model: 'unheard-of' }), organization: { costPerMonth: 1_000_000 } })
    await expect(at.open().admit(unknown)).rejects.toThrow('The model "unheard-of" has no price here')
    await at.open().admit({ ...unknown, mode: 'byok-key' })
    const models = at.ledger.open(at.keyed, { provider: 'openai', path: '/v1/models' }, { headers: HEADERS })
    await models.admit(admission({ asked: askedOf(null), organization: { costPerMonth: 1, allowedModels: [] } }))
  })
})
