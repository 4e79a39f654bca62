// What becomes of requests whose process is gone.
import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import { describeEachDatabase } from '../database/testing.ts'
import { openLedger } from './index.ts'
import { admission, asked, type EntriesPlace, MODEL, OK, openEntriesForTest } from './testing.ts'

describeEachDatabase('a request whose process is gone', (create) => {
  let test: Awaited<ReturnType<typeof openEntriesForTest>>
  beforeAll(async () => {
    test = await openEntriesForTest(create)
  })
  afterAll(() => test[Symbol.asyncDispose]())

  const interrupted = { status: 502, outcome: 'failed', error: 'interrupted', inputTokens: 0, cost: null }

  async function leaveOneBehind(at: EntriesPlace) {
    const entry = at.open()
    entry.note({ asked: asked(), mode: 'centralized', hint: 'sk-a...0001' })
    await entry.admit(admission())
    await vi.waitFor(async () => expect((await at.underWay()).map(({ id }) => id)).toContain(entry.id))
    const gone = { runnerId: 'runner_gone', leaseUntil: test.now() + 1_000 }
    await test.db.updateTable('openRequest').set(gone).where('id', '=', entry.id).execute()
    return entry
  }

  it('is written by whoever notices, once, with what was known', async () => {
    await using at = await test.openPlace()
    const entry = await leaveOneBehind(at)
    test.pass(31_000)
    const { deps } = test.gateway
    await using one = await openLedger({ ...deps, now: test.now })
    await using other = await openLedger({ ...deps, now: test.now })
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
    await using at = await test.openPlace()
    const entry = await leaveOneBehind(at)
    test.pass(31_000)
    await at.ledger.keepUp()
    expect(await at.rows()).toMatchObject([interrupted])
    await entry.close(OK)
    expect(await at.rows()).toMatchObject([{ id: entry.id, outcome: 'ok', error: null, inputTokens: 100, cost: 450 }])
    expect((await at.months()).map(({ tokens }) => tokens)).toEqual([110, 110])
  })

  it('is left alone while somebody says that it goes on', async () => {
    await using at = await test.openPlace()
    const entry = at.open()
    await entry.admit(admission())
    await vi.waitFor(async () => expect(await at.underWay()).toHaveLength(1))
    for (let i = 0; i < 4; i++) {
      test.pass(20_000)
      await at.ledger.keepUp()
    }
    expect(await at.rows()).toEqual([])
    await entry.close(OK)
    expect(await at.rows()).toMatchObject([{ outcome: 'ok' }])
  })

  it('keeps nobody else from being written when it cannot be read', async () => {
    await using at = await test.openPlace()
    const entry = await leaveOneBehind(at)
    const broken = await leaveOneBehind(at)
    await test.db.updateTable('openRequest').set({ facts: '{}' }).where('id', '=', broken.id).execute()
    test.pass(31_000)
    await at.ledger.keepUp()
    expect(await at.rows()).toMatchObject([{ id: entry.id, ...interrupted }])
    expect(await at.underWay()).toEqual([])
    expect(test.gateway.reported.splice(0)).toMatchObject([{ message: '1 requests under way could not be read' }])
  })

  it('is written when the process ends in good order', async () => {
    const at = await test.openPlace()
    const entry = at.open()
    await entry.admit(admission())
    await at[Symbol.asyncDispose]()
    expect(await at.rows()).toMatchObject([{ id: entry.id, ...interrupted, model: null }])
    expect(await at.underWay()).toEqual([])
  })
})
