import { expect, it } from 'vitest'
import { LedgerPage } from '#contract/gateway'
import { describeEachDatabase } from '../database/testing.ts'
import { openLedgerForTest } from './testing.ts'

describeEachDatabase('the requests of an organization', (create) => {
  it('are answered newest first, in pages that what is added meanwhile does not shift', async () => {
    await using ledger = await openLedgerForTest(create)
    const { north, ada, write } = ledger
    const at = Date.now() - 60_000
    // Some in one moment, over the edge of a page.
    for (let i = 0; i < 7; i++) await write({ id: `req_${i}`, at: at + Math.floor(i / 3), tools: '["read"]' })
    const path = `/v1/organizations/${north}/requests?limit=2`
    const seen: string[] = []
    let page = LedgerPage.parse(await ledger.get(ada, path))
    expect(page.entries[0]).toMatchObject({ tools: ['read'], provider: 'anthropic' })
    while (page.next !== null) {
      seen.push(...page.entries.map(({ id }) => id))
      await write({ id: `req_late_${seen.length}` })
      page = LedgerPage.parse(await ledger.get(ada, `${path}&before=${page.next}`))
    }
    seen.push(...page.entries.map(({ id }) => id))
    expect(seen).toEqual(['req_6', 'req_5', 'req_4', 'req_3', 'req_2', 'req_1', 'req_0'])
  })

  it('shows an admin everybody’s, a member their own, and no page before one of another’s', async () => {
    await using ledger = await openLedgerForTest(create)
    const { north, south, ada, bob, eve, write, server } = ledger
    await write({ id: 'req_adas' })
    await write({ id: 'req_bobs', ownerId: bob.principal.user?.id ?? '' })
    await write({ id: 'req_eves', organizationId: south })
    const ids = async (person: typeof ada, organization: string) =>
      LedgerPage.parse(await ledger.get(person, `/v1/organizations/${organization}/requests`))
        .entries.map(({ id }) => id)
        .sort()
    expect(await ids(ada, north)).toEqual(['req_adas', 'req_bobs'])
    expect(await ids(bob, north)).toEqual(['req_bobs'])
    expect(await ids(eve, south)).toEqual(['req_eves'])
    for (const [person, organization, before] of [
      [bob, north, 'req_adas'],
      [eve, south, 'req_adas'],
      [ada, north, 'req_made_up'],
    ] as const) {
      const path = `/v1/organizations/${organization}/requests?before=${before}`
      expect(await server.call(person.session, 'GET', path)).toMatchObject({ status: 400, json: { field: 'before' } })
    }
  })
})
