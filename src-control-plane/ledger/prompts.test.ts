import { expect, it, vi } from 'vitest'
import { KeptPrompt, NO_LIMITS } from '#contract/gateway'
import { describeEachDatabase } from '../database/testing.ts'
import { askedOf, openLedger } from './index.ts'
import { openLedgerForTest, type TestLedger } from './testing.ts'

const DAY = 86_400_000

describeEachDatabase('what was asked', (create) => {
  /** Asks with a body, and answers the request's id when that is kept, if it is. */
  async function ask({ gateway, north, ada }: TestLedger, body: string, kept: boolean): Promise<string> {
    const scope = gateway.scopeOf(ada, north)
    const entry = gateway.deps.ledger.open(
      scope,
      { provider: 'openai', path: '/v1/responses' },
      { headers: new Headers() },
    )
    const bytes = Buffer.from(body)
    const limits = { organization: NO_LIMITS, key: NO_LIMITS }
    await entry.admit({ asked: askedOf(bytes), limits, mode: 'centralized', keep: kept ? bytes : null })
    await entry.close({ status: 200, outcome: 'ok', error: null })
    return entry.id
  }
  const pathOf = ({ north }: TestLedger, id: string) => `/v1/organizations/${north}/requests/${id}/prompt`
  const keptOf = ({ gateway }: TestLedger) => gateway.deps.db.selectFrom('keptPrompt').select('id').execute()

  it('is kept where the organization wants it, for a month, and read by admins alone, who are written down', async () => {
    await using ledger = await openLedgerForTest(create)
    const { ada, bob, eve, server, gateway } = ledger
    const secret = await ask(ledger, '{"input":"not for anybody"}', false)
    const id = await ask(ledger, '{"input":"what is 6 × 7?"}', true)
    await vi.waitFor(async () => expect(await keptOf(ledger)).toEqual([{ id }]))
    const answer = await server.call(ada.session, 'GET', pathOf(ledger, id))
    expect(KeptPrompt.parse(answer.json)).toMatchObject({ id, body: '{"input":"what is 6 × 7?"}', truncated: false })
    expect((await server.call(ada.session, 'GET', pathOf(ledger, secret))).status).toBe(404)
    for (const credential of [bob.session, eve.session, ada.key]) {
      expect((await server.call(credential, 'GET', pathOf(ledger, id))).status).toBe(403)
    }
    const audit = await gateway.deps.read
      .selectFrom('auditEntry')
      .selectAll()
      .where('action', '=', 'prompt-read')
      .execute()
    expect(audit).toMatchObject([{ actorName: 'Ada', targetId: id }])
    for (const [days, left] of [
      [29, 1],
      [31, 0],
    ] as const) {
      await using later = await openLedger({ ...gateway.deps, now: () => Date.now() + days * DAY })
      await later.keepUp()
      expect(await keptOf(ledger)).toHaveLength(left)
    }
  })

  it('is cut where it is too long, and kept though it is no text', async () => {
    await using ledger = await openLedgerForTest(create)
    const { ada, server } = ledger
    const long = await ask(ledger, 'ü'.repeat(300_000), true)
    const odd = await ask(ledger, 'a\0b', true)
    await vi.waitFor(async () => expect(await keptOf(ledger)).toHaveLength(2))
    const kept = KeptPrompt.parse((await server.call(ada.session, 'GET', pathOf(ledger, long))).json)
    expect(kept).toMatchObject({ body: 'ü'.repeat(256 * 1024), truncated: true })
    expect((await server.call(ada.session, 'GET', pathOf(ledger, odd))).json).toMatchObject({ body: 'a\uFFFDb' })
  })
})
