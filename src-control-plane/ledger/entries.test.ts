// One request's entry, from its opening to its row.

import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { type Limits, NO_LIMITS } from '#contract/gateway'
import type { Database } from '../database/index.ts'
import { describeEachDatabase } from '../database/testing.ts'
import { newId } from '../secret/index.ts'
import { type Admission, askedOf, type Ending, openLedger } from './index.ts'
import { monthOf } from './month.ts'
import { settle } from './settle.ts'
import { openLedgerForTest, type TestLedger } from './testing.ts'

const HEADERS = new Headers({ 'user-agent': 'claude-cli/2.1 (external)', 'x-claude-code-session-id': 'session-1' })
const DOOR = { provider: 'anthropic', path: '/v1/messages' }
const MODEL = 'claude-sonnet-4-5'
const OK: Ending = { status: 200, outcome: 'ok', error: null, inputTokens: 100, outputTokens: 10 }

const asked = (body: object = { model: MODEL, max_tokens: 100 }) => askedOf(Buffer.from(JSON.stringify(body)))
const admission = (
  given: Partial<Omit<Admission, 'limits'>> & { organization?: Partial<Limits>; key?: Partial<Limits> } = {},
) => {
  const { organization, key, ...rest } = given
  const limits = { organization: { ...NO_LIMITS, ...organization }, key: { ...NO_LIMITS, ...key } }
  return { asked: asked(), mode: 'centralized', keep: null, limits, ...rest } as const
}

describeEachDatabase('an entry of the ledger', (create) => {
  let place: TestLedger
  let db: Database['db']
  let clock = Date.UTC(2026, 10, 29, 12)
  const now = () => clock

  beforeAll(async () => {
    place = await openLedgerForTest(create, now)
    db = place.gateway.deps.db
  })
  afterAll(() => place[Symbol.asyncDispose]())

  /** A ledger of its own organization, so that counts begin at nothing. */
  async function openPlace() {
    const organizationId = await place.gateway.addOrganization(newId('org'))
    const person = await place.gateway.addPerson('Ada', { [organizationId]: 'admin' })
    const session = place.gateway.scopeOf(person, organizationId)
    const keyed = { ...session, keyId: place.gateway.keyIdOf(person) }
    const { deps } = place.gateway
    const ledger = await openLedger({ ...deps, now })
    const mine = <T extends 'ledgerEntry' | 'openRequest' | 'monthlyUsage'>(table: T) =>
      db
        .selectFrom(table as 'ledgerEntry')
        .selectAll()
        .where('organizationId', '=', organizationId)
        .execute()
    return {
      organizationId,
      session,
      keyed,
      ledger,
      open: (scope = keyed) => ledger.open(scope, DOOR, { headers: HEADERS }),
      rows: () => mine('ledgerEntry'),
      underWay: () => db.selectFrom('openRequest').selectAll().where('organizationId', '=', organizationId).execute(),
      months: () =>
        db.selectFrom('monthlyUsage').selectAll().where('organizationId', '=', organizationId).orderBy('id').execute(),
      [Symbol.asyncDispose]: () => ledger[Symbol.asyncDispose](),
    }
  }

  it('says who asked, with which program, in which conversation, for what, and what it cost', async () => {
    await using at = await openPlace()
    const over = vi.fn()
    const entry = at.ledger.open(at.keyed, DOOR, { headers: HEADERS, over })
    entry.note({ asked: asked(), mode: 'centralized', hint: 'sk-a...0001' })
    await entry.admit(admission())
    clock += 5
    entry.noteFirstByte()
    clock += 7
    await entry.close({
      ...OK,
      tools: ['read'],
      stopReason: 'tool_use',
      upstreamId: 'req_upstream',
      cacheReadTokens: 1_000,
    })
    expect(over).toHaveBeenCalledOnce()
    expect(await at.rows()).toEqual([
      {
        organizationId: at.organizationId,
        id: entry.id,
        at: clock - 12,
        ...DOOR,
        model: MODEL,
        mode: 'centralized',
        hint: 'sk-a...0001',
        principal: at.keyed.keyId,
        ownerId: at.keyed.ownerId,
        client: 'claude-code',
        userAgent: 'claude-cli/2.1 (external)',
        session: 'session-1',
        status: 200,
        outcome: 'ok',
        firstByteMs: 5,
        durationMs: 12,
        inputTokens: 100,
        outputTokens: 10,
        cacheReadTokens: 1_000,
        cacheWriteTokens: 0,
        cost: 300 + 150 + 300,
        priceVersion: expect.any(String),
        tools: '["read"]',
        stopReason: 'tool_use',
        upstreamId: 'req_upstream',
        error: null,
      },
    ])
    expect(await at.underWay()).toEqual([])
    expect(await at.months()).toEqual([
      { organizationId: at.organizationId, id: at.keyed.keyId, month: '2026-11', tokens: 1_110, cost: 750 },
      { organizationId: at.organizationId, id: 'organization', month: '2026-11', tokens: 1_110, cost: 750 },
    ])
  })

  it('is named by who is inside, whatever its headers claim', async () => {
    await using at = await openPlace()
    const entry = at.ledger.open(at.session, DOOR, { headers: HEADERS, inside: { client: 'chat', session: 'chat_1' } })
    entry.note({ asked: asked() })
    await entry.close(OK)
    expect(await at.rows()).toMatchObject([{ client: 'chat', session: 'chat_1', principal: at.session.ownerId }])
  })

  it('ends once: what comes later changes nothing and is counted nowhere', async () => {
    await using at = await openPlace()
    const entry = at.open()
    entry.note({ asked: asked(), mode: 'centralized' })
    await entry.admit(admission())
    await Promise.all([entry.close(OK), entry.close({ ...OK, outcome: 'cancelled', inputTokens: 9_999 })])
    await entry.close({ status: 502, outcome: 'failed', error: 'timeout' })
    expect(await at.rows()).toMatchObject([{ outcome: 'ok', inputTokens: 100 }])
    expect((await at.months()).map(({ tokens }) => tokens)).toEqual([110, 110])
  })

  it('is counted once, however often a broken connection makes it be written', async () => {
    await using at = await openPlace()
    const entry = at.open()
    entry.note({ asked: asked(), mode: 'centralized' })
    await entry.close(OK)
    const [row] = await at.rows()
    if (row === undefined) throw new Error('it was written')
    for (const open of [false, true]) await db.transaction().execute((trx) => settle(trx, [{ row, open }]))
    expect(await at.rows()).toEqual([row])
    expect((await at.months()).map(({ tokens }) => tokens)).toEqual([110, 110])
  })

  it('has no cost where the model has no price, and none in the month where the caller brought the credential', async () => {
    await using at = await openPlace()
    const unknown = at.open()
    unknown.note({ asked: asked({ model: 'unheard-of' }), mode: 'centralized' })
    await unknown.admit(admission({ asked: asked({ model: 'unheard-of' }) }))
    await unknown.close(OK)
    const own = at.open()
    own.note({ asked: asked(), mode: 'byok-key' })
    await own.admit(admission({ mode: 'byok-key', key: { tokensPerMonth: 1, costPerMonth: 1 } }))
    await own.close(OK)
    const rows = await at.rows()
    expect(rows.find(({ id }) => id === unknown.id)).toMatchObject({ cost: null, priceVersion: null })
    expect(rows.find(({ id }) => id === own.id)).toMatchObject({ cost: 450, mode: 'byok-key' })
    expect((await at.months()).map(({ tokens, cost }) => [tokens, cost])).toEqual([
      [110, 0],
      [110, 0],
    ])
  })

  it('waits for no database where nothing is limited', async () => {
    await using at = await openPlace()
    const gate = Promise.withResolvers<void>()
    const held = db.transaction().execute(async (trx) => {
      if (place.gateway.deps.dialect === 'postgres')
        await sql`lock table "openRequest" in access exclusive mode`.execute(trx)
      await gate.promise
    })
    const entry = at.open()
    await entry.admit(admission())
    let written = false
    const closed = entry.close(OK).then(() => {
      written = true
    })
    await new Promise(setImmediate)
    expect(written).toBe(false)
    gate.resolve()
    await Promise.all([held, closed])
    expect(await at.rows()).toHaveLength(1)
  })

  describe('[G11] limits', () => {
    it.each(['organization', 'key'] as const)(
      'requests a minute of the %s, and says when there is room again',
      async (holder) => {
        await using at = await openPlace()
        const limited = admission({ [holder]: { requestsPerMinute: 2 } })
        const first = at.open()
        await first.admit(limited)
        clock += 10_000
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
        clock += 50_001
        // What was refused does not count.
        if (holder === 'organization') await at.open().admit(limited)
        await first.close(OK)
      },
    )

    it.each([
      ['tokensPerMonth', 1_000],
      ['costPerMonth', 2_000],
    ] as const)('%s: held back while it is under way, then what was really used', async (limit, amount) => {
      await using at = await openPlace()
      // Each holds back 100 tokens of output and 12 of input, about $0.0015.
      const limited = admission({ organization: { [limit]: amount } })
      const entries = []
      for (;;) {
        const entry = at.open()
        entry.note({ asked: asked(), mode: 'centralized' })
        const admitted = await entry.admit(limited).then(
          () => true,
          (failure) => {
            expect(failure).toMatchObject({ code: 'too-many-requests' })
            expect(failure.retryAfterS).toBe(Math.ceil((Date.UTC(2026, 11, 1) - clock) / 1_000))
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
      await using at = await openPlace()
      const limited = admission({ organization: { requestsPerMinute: 7 }, key: { tokensPerMonth: 100_000 } })
      const results = await Promise.allSettled(Array.from({ length: 40 }, () => at.open().admit(limited)))
      expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(7)
      expect(await at.underWay()).toHaveLength(7)
    })

    it('waits in line for another of the organization, and counts it', async () => {
      await using at = await openPlace()
      const { organizationId } = at
      const { dialect } = place.gateway.deps
      const [locked, gate] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()]
      const other = db.transaction().execute(async (trx) => {
        const month = { organizationId, id: 'organization', month: monthOf(now()), tokens: 0, cost: 0 }
        await trx.insertInto('monthlyUsage').values(month).execute()
        locked.resolve()
        await gate.promise
        const held = {
          reservedTokens: 0,
          reservedCost: 0,
          facts: JSON.stringify({ ...DOOR, ownerId: 'somebody' }),
          runnerId: 'another',
          leaseUntil: now() + 60_000,
        }
        const row = { organizationId, id: newId('req'), at: now(), principal: 'key_other', ...held }
        await trx.insertInto('openRequest').values(row).execute()
      })
      await locked.promise
      const admitted = at.open().admit(admission({ organization: { requestsPerMinute: 1 } }))
      const refused = expect(admitted).rejects.toMatchObject({ code: 'too-many-requests' })
      if (dialect === 'postgres') {
        const waiting = sql<{ pid: number }>`select pid from pg_stat_activity
          where datname = current_database() and wait_event_type = 'Lock'`
        await vi.waitFor(async () => expect((await waiting.execute(db)).rows).toHaveLength(1))
      }
      gate.resolve()
      await Promise.all([other, refused])
    })

    it('refuses a model that is not allowed, and one without a price where cost is limited', async () => {
      await using at = await openPlace()
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

  describe('of a request whose process is gone', () => {
    const interrupted = { status: 502, outcome: 'failed', error: 'interrupted', inputTokens: 0, cost: null }

    async function leaveOneBehind(at: Awaited<ReturnType<typeof openPlace>>) {
      const entry = at.open()
      entry.note({ asked: asked(), mode: 'centralized', hint: 'sk-a...0001' })
      await entry.admit(admission())
      await vi.waitFor(async () => expect((await at.underWay()).map(({ id }) => id)).toContain(entry.id))
      const gone = { runnerId: 'runner_gone', leaseUntil: now() + 1_000 }
      await db.updateTable('openRequest').set(gone).where('id', '=', entry.id).execute()
      return entry
    }

    it('is written by whoever notices, once, with what was known', async () => {
      await using at = await openPlace()
      const entry = await leaveOneBehind(at)
      clock += 31_000
      const { deps } = place.gateway
      await using one = await openLedger({ ...deps, now })
      await using other = await openLedger({ ...deps, now })
      await Promise.all([one.keepUp(), other.keepUp(), at.ledger.keepUp()])
      const known = {
        id: entry.id,
        model: MODEL,
        hint: 'sk-a...0001',
        principal: at.keyed.keyId,
        client: 'claude-code',
      }
      expect(await at.rows()).toMatchObject([{ ...interrupted, ...known, mode: 'centralized', session: 'session-1' }])
      expect(await at.underWay()).toEqual([])
      expect(await at.months()).toEqual([])
    })

    it('is told as it was, once, if it was not gone after all', async () => {
      await using at = await openPlace()
      const entry = await leaveOneBehind(at)
      clock += 31_000
      await at.ledger.keepUp()
      expect(await at.rows()).toMatchObject([interrupted])
      await entry.close(OK)
      expect(await at.rows()).toMatchObject([{ id: entry.id, outcome: 'ok', error: null, inputTokens: 100, cost: 450 }])
      expect((await at.months()).map(({ tokens }) => tokens)).toEqual([110, 110])
    })

    it('is left alone while somebody says that it goes on', async () => {
      await using at = await openPlace()
      const entry = at.open()
      await entry.admit(admission())
      await vi.waitFor(async () => expect(await at.underWay()).toHaveLength(1))
      for (let i = 0; i < 4; i++) {
        clock += 20_000
        await at.ledger.keepUp()
      }
      expect(await at.rows()).toEqual([])
      await entry.close(OK)
      expect(await at.rows()).toMatchObject([{ outcome: 'ok' }])
    })

    it('keeps nobody else from being written when it cannot be read', async () => {
      await using at = await openPlace()
      const entry = await leaveOneBehind(at)
      const broken = await leaveOneBehind(at)
      await db.updateTable('openRequest').set({ facts: '{}' }).where('id', '=', broken.id).execute()
      clock += 31_000
      await at.ledger.keepUp()
      expect(await at.rows()).toMatchObject([{ id: entry.id, ...interrupted }])
      expect(await at.underWay()).toEqual([])
      expect(place.gateway.reported.splice(0)).toMatchObject([{ message: '1 requests under way could not be read' }])
    })

    it('is written when the process ends in good order', async () => {
      const at = await openPlace()
      const entry = at.open()
      await entry.admit(admission())
      await at[Symbol.asyncDispose]()
      expect(await at.rows()).toMatchObject([{ id: entry.id, ...interrupted, model: null }])
      expect(await at.underWay()).toEqual([])
    })
  })
})
