import { afterAll, beforeAll, expect, it } from 'vitest'
import { NO_LIMITS, UsageReport, type UsageTotals } from '#contract/gateway'
import { describeEachDatabase } from '../database/testing.ts'
import { openLedgerForTest, type TestLedger } from './testing.ts'

const NOW = Date.UTC(2026, 10, 29, 12)
const DAY = 86_400_000

describeEachDatabase('usage of an organization', (create) => {
  let ledger: TestLedger
  let report: (query?: string) => Promise<UsageReport>

  beforeAll(async () => {
    ledger = await openLedgerForTest(create, () => NOW)
    const { north, ada, bob, write } = ledger
    report = async (query = '') => UsageReport.parse(await ledger.get(ada, `/v1/organizations/${north}/usage${query}`))
    const key = { principal: 'key_made_up', ownerId: bob.principal.user?.id ?? '' }
    await write({ model: 'claude-x', inputTokens: 10, outputTokens: 1, cost: 100, priceVersion: '1' })
    await write({ model: 'claude-x', inputTokens: 5, cacheReadTokens: 7, cacheWriteTokens: 3, cost: 50, ...key })
    await write({ model: '=HYPERLINK("x")', inputTokens: 2, at: NOW - DAY, ...key })
    await write({ model: null, path: '/v1/models', at: NOW - 29 * DAY })
    await write({ model: 'claude-old', inputTokens: 1_000, at: NOW - 31 * DAY })
    await write({ model: 'claude-south', inputTokens: 9_999, organizationId: ledger.south })
  })
  afterAll(() => ledger[Symbol.asyncDispose]())

  it('sums the last thirty days by day and model, newest first, and its own alone', async () => {
    const { from, to, total, rows, truncated } = await report()
    expect({ from, to, truncated }).toEqual({ from: '2026-10-31', to: '2026-11-29', truncated: false })
    expect(total).toEqual({
      requests: 4,
      inputTokens: 17,
      outputTokens: 1,
      cacheReadTokens: 7,
      cacheWriteTokens: 3,
      cost: 150,
      unpriced: 1,
    })
    expect(rows.map(({ day, model, requests, cost }) => [day, model, requests, cost])).toEqual([
      ['2026-11-29', 'claude-x', 2, 150],
      ['2026-11-28', '=HYPERLINK("x")', 1, 0],
      ['2026-10-31', '(no model)', 1, 0],
    ])
  })

  it('takes the days that are named, to the last millisecond of them', async () => {
    expect((await report('?from=2026-10-29&to=2026-10-29')).total.inputTokens).toBe(1_000)
    expect((await report('?from=2026-11-28&to=2026-11-28')).total.requests).toBe(1)
    expect((await report('?to=2026-10-28&from=2026-10-01')).rows).toEqual([])
  })

  it('gives admins the sums by key and by person, with the names that those have now', async () => {
    const { bob, ada } = ledger
    const { rows } = await report('?by=key,user')
    expect(rows.map(({ key, user, inputTokens }) => [key, user, inputTokens])).toEqual([
      [{ id: 'session', name: 'Signed in, without a key' }, { id: ada.principal.user?.id, name: 'Ada' }, 10],
      [{ id: 'key_made_up', name: 'A deleted key' }, { id: bob.principal.user?.id, name: 'Bob' }, 7],
    ])
  })

  it.each(['day', 'model', 'key', 'user', 'day,model,key,user'])('adds up to the same, by %s', async (by) => {
    const { total, rows } = await report(`?by=${by}`)
    const sum = (name: keyof UsageTotals) => rows.reduce((all, row) => all + row[name], 0)
    for (const name of Object.keys(total) as (keyof UsageTotals)[])
      expect([name, sum(name)]).toEqual([name, total[name]])
  })

  it('is exported as CSV with the sums of the ledger, and no formula in it', async () => {
    const { north, ada, server } = ledger
    const { text, headers } = await server.call(
      ada.session,
      'GET',
      `/v1/organizations/${north}/usage.csv?by=day,model,key`,
    )
    expect(headers.get('content-type')).toBe('text/csv; charset=utf-8')
    const [heading, ...lines] = text.replace('\uFEFF', '').trimEnd().split('\r\n')
    expect(heading).toBe(
      '"day","model","key","keyName","requests","inputTokens","outputTokens","cacheReadTokens","cacheWriteTokens","cost","unpriced"',
    )
    expect(lines).toContain(
      `"2026-11-28","'=HYPERLINK(""x"")","key_made_up","A deleted key","1","2","0","0","0","0","1"`,
    )
    const inputs = lines.map((line) => Number(line.split('","').at(-6)))
    expect(inputs.reduce((all, tokens) => all + tokens, 0)).toBe((await report()).total.inputTokens)
  })

  it('refuses a member what others used one by one, and a stranger everything', async () => {
    const { north, bob, eve, server } = ledger
    for (const [person, path, status] of [
      [bob, 'usage', 200],
      [bob, 'usage?by=key', 403],
      [bob, 'usage?by=day,user', 403],
      [bob, 'usage.csv', 200],
      [bob, 'usage.csv?by=user', 403],
      [eve, 'usage', 403],
      [eve, 'requests', 403],
    ] as const) {
      const answer = await server.call(person.session, 'GET', `/v1/organizations/${north}/${path}`)
      expect([path, answer.status]).toEqual([path, status])
    }
  })

  it.each([
    ['from=yesterday', 'from'],
    ['from=2026-02-30', 'from'],
    ['to=2026-13-01', 'to'],
    ['from=2026-11-02&to=2026-11-01', 'from'],
    ['from=2020-01-01&to=2026-11-01', 'from'],
    ['by=', 'by'],
    ['by=day,colour', 'by'],
  ])('says what is wrong with ?%s', async (query, field) => {
    const { north, ada, server } = ledger
    const answer = await server.call(ada.session, 'GET', `/v1/organizations/${north}/usage?${query}`)
    expect(answer).toMatchObject({ status: 400, json: { code: 'bad-request', field } })
  })
})

describeEachDatabase('usage of a credential', (create) => {
  it('[G12] answers only its own totals, days, models and limits', async () => {
    await using ledger = await openLedgerForTest(create, () => NOW)
    const { gateway, north, ada, bob, server, write } = ledger
    const bobs = bob.principal.user?.id ?? ''
    const keyId = gateway.keyIdOf(bob)
    await gateway.deps.db
      .insertInto('keyLimit')
      .values({
        organizationId: north,
        id: keyId,
        ...NO_LIMITS,
        allowedModels: null,
        requestsPerMinute: 7,
        updatedAt: NOW,
      })
      .execute()
    await gateway.deps.db
      .insertInto('monthlyUsage')
      .values([
        { organizationId: north, id: keyId, month: '2026-11', tokens: 42, cost: 9 },
        { organizationId: north, id: keyId, month: '2026-10', tokens: 1_000, cost: 1_000 },
        { organizationId: north, id: 'organization', month: '2026-11', tokens: 5_000, cost: 900 },
      ])
      .execute()
    const policy = { byok: true, keepPrompts: false, limits: { ...NO_LIMITS, tokensPerMonth: 9_000 } }
    const put = await server.call(ada.session, 'PUT', `/v1/organizations/${north}/gateway-policy`, { body: policy })
    expect(put.status).toBe(200)
    await write({ model: 'claude-ada', inputTokens: 1_000 })
    await write({ model: 'claude-bob', inputTokens: 30, outputTokens: 12, cost: 9, principal: keyId, ownerId: bobs })
    await write({ model: 'claude-bob', principal: keyId, ownerId: bobs, at: NOW - 61_000 })
    await write({ model: 'claude-bob', principal: keyId, ownerId: bobs, outcome: 'refused', status: 429 })
    await write({ model: 'claude-session', inputTokens: 500, ownerId: bobs })
    await write({
      model: 'claude-south',
      inputTokens: 7,
      principal: keyId,
      ownerId: bobs,
      organizationId: ledger.south,
    })

    const withKey = await server.call(bob.key, 'GET', '/v1/usage')
    expect(withKey.json).toEqual({
      organizationId: north,
      principal: keyId,
      from: '2026-10-31',
      to: '2026-11-29',
      total: { requests: 3, inputTokens: 30, outputTokens: 12, ...NO_CACHE, cost: 9, unpriced: 0 },
      days: [{ day: '2026-11-29', requests: 3, inputTokens: 30, outputTokens: 12, ...NO_CACHE, cost: 9, unpriced: 0 }],
      models: [
        { model: 'claude-bob', requests: 3, inputTokens: 30, outputTokens: 12, ...NO_CACHE, cost: 9, unpriced: 0 },
      ],
      key: {
        limits: { ...NO_LIMITS, requestsPerMinute: 7 },
        requestsLastMinute: 1,
        tokensThisMonth: 42,
        costThisMonth: 9,
      },
      organizationLimits: policy.limits,
    })
    const headers = { 'x-mooring-organization': north }
    const withSession = await server.call(bob.session, 'GET', '/v1/usage?from=2026-11-29', { headers })
    expect(withSession.json).toMatchObject({ principal: bobs, key: null, total: { requests: 1, inputTokens: 500 } })
    for (const { text } of [withKey, withSession]) expect(text).not.toMatch(/claude-ada|claude-south|5000/)
  })
})

const NO_CACHE = { cacheReadTokens: 0, cacheWriteTokens: 0 }
