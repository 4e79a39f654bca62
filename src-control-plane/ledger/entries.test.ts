// One request's entry, from its opening to its row.
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import { describeEachDatabase } from '../database/testing.ts'
import { settle } from './settle.ts'
import { admission, asked, DOOR, HEADERS, MODEL, OK, openEntriesForTest } from './testing.ts'

describeEachDatabase('an entry of the ledger', (create) => {
  let test: Awaited<ReturnType<typeof openEntriesForTest>>
  beforeAll(async () => {
    test = await openEntriesForTest(create)
  })
  afterAll(() => test[Symbol.asyncDispose]())

  it('says who asked, with which program, in which conversation, for what, and what it cost', async () => {
    await using at = await test.openPlace()
    const over = vi.fn()
    const entry = at.ledger.open(at.keyed, DOOR, { headers: HEADERS, over })
    entry.note({ asked: asked(), mode: 'centralized', hint: 'sk-a...0001' })
    await entry.admit(admission())
    test.pass(5)
    entry.noteFirstByte()
    test.pass(7)
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
        at: test.now() - 12,
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
    await using at = await test.openPlace()
    const entry = at.ledger.open(at.session, DOOR, { headers: HEADERS, inside: { client: 'chat', session: 'chat_1' } })
    entry.note({ asked: asked() })
    await entry.close(OK)
    expect(await at.rows()).toMatchObject([{ client: 'chat', session: 'chat_1', principal: at.session.ownerId }])
  })

  it('ends once: what comes later changes nothing and is counted nowhere', async () => {
    await using at = await test.openPlace()
    const entry = at.open()
    entry.note({ asked: asked(), mode: 'centralized' })
    await entry.admit(admission())
    await Promise.all([entry.close(OK), entry.close({ ...OK, outcome: 'cancelled', inputTokens: 9_999 })])
    await entry.close({ status: 502, outcome: 'failed', error: 'timeout' })
    expect(await at.rows()).toMatchObject([{ outcome: 'ok', inputTokens: 100 }])
    expect((await at.months()).map(({ tokens }) => tokens)).toEqual([110, 110])
  })

  it('is counted once, however often a broken connection makes it be written', async () => {
    await using at = await test.openPlace()
    const entry = at.open()
    entry.note({ asked: asked(), mode: 'centralized' })
    await entry.close(OK)
    const [row] = await at.rows()
    if (row === undefined) throw new Error('it was written')
    for (const open of [false, true]) await test.db.transaction().execute((trx) => settle(trx, [{ row, open }]))
    expect(await at.rows()).toEqual([row])
    expect((await at.months()).map(({ tokens }) => tokens)).toEqual([110, 110])
  })

  it('has no cost where the model has no price, and none in the month where the caller brought the credential', async () => {
    await using at = await test.openPlace()
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
    await using at = await test.openPlace()
    const gate = Promise.withResolvers<void>()
    const held = test.db.transaction().execute(async (trx) => {
      if (test.gateway.deps.dialect === 'postgres')
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
})
