import { expect, it } from 'vitest'
import { DEFAULT_POLICY, type GatewayPolicy, type Limits, NO_LIMITS } from '#contract/gateway'
import type { Change } from '../database/index.ts'
import { describeEachDatabase } from '../database/testing.ts'
import { openLedgerForTest } from '../ledger/testing.ts'

const LIMITS: Limits = {
  requestsPerMinute: 60,
  tokensPerMonth: 1_000_000,
  costPerMonth: 5_000_000,
  allowedModels: ['claude-*', 'gpt-5'],
}

describeEachDatabase('what an organization allows', (create) => {
  it('is read by members and set by an admin who is signed in, told of at once and audited', async () => {
    await using ledger = await openLedgerForTest(create)
    const { north, south, ada, bob, eve, server, gateway } = ledger
    const path = `/v1/organizations/${north}/gateway-policy`
    const told: Change[] = []
    using _ = gateway.deps.changes.subscribe((change) => change !== 'anything' && told.push(change))
    expect((await server.call(bob.session, 'GET', path)).json).toEqual(DEFAULT_POLICY)
    const policy: GatewayPolicy = { byok: false, keepPrompts: true, limits: LIMITS }
    expect(await server.call(ada.session, 'PUT', path, { body: policy })).toMatchObject({ status: 200, json: policy })
    expect((await server.call(bob.session, 'GET', path)).json).toEqual(policy)
    const change = { table: 'gatewayPolicy', organizationId: north, userId: null, id: 'policy' }
    expect(told).toContainEqual(change)
    for (const credential of [bob.session, eve.session, ada.key]) {
      expect((await server.call(credential, 'PUT', path, { body: DEFAULT_POLICY })).status).toBe(403)
    }
    expect(await ledger.get(eve, `/v1/organizations/${south}/gateway-policy`)).toEqual(DEFAULT_POLICY)
    const none = { ...policy, limits: { ...NO_LIMITS, allowedModels: [] } }
    expect((await server.call(ada.session, 'PUT', path, { body: none })).json).toEqual(none)
    const audit = await gateway.deps.read.selectFrom('auditEntry').selectAll().orderBy('at').orderBy('id').execute()
    const saved = audit.filter(({ action }) => action === 'gateway-policy-saved')
    expect(saved.map(({ details }) => JSON.parse(details))).toEqual([
      {
        ownCredentials: 'no',
        promptsKept: 'yes',
        requestsPerMinute: '60',
        tokensPerMonth: '1000000',
        costPerMonth: '5000000',
        allowedModels: 'claude-*, gpt-5',
      },
      { ownCredentials: 'no', promptsKept: 'yes', allowedModels: 'none' },
    ])
    expect(saved[0]).toMatchObject({ organizationId: north, actorName: 'Ada' })
  })

  it.each([
    [{ requestsPerMinute: 0 }, 'limits.requestsPerMinute'],
    [{ tokensPerMonth: 1.5 }, 'limits.tokensPerMonth'],
    [{ costPerMonth: -1 }, 'limits.costPerMonth'],
    [{ allowedModels: [''] }, 'limits.allowedModels.0'],
    [{ allowedModels: undefined }, 'limits.allowedModels'],
  ])('refuses the limits %j by name', async (wrong, field) => {
    await using ledger = await openLedgerForTest(create)
    const { north, ada, server } = ledger
    const body = { byok: true, keepPrompts: false, limits: { ...NO_LIMITS, ...wrong } }
    const answer = await server.call(ada.session, 'PUT', `/v1/organizations/${north}/gateway-policy`, { body })
    expect(answer).toMatchObject({ status: 400, json: { field } })
  })

  it('sets limits of a key that reaches the organization, and of no other', async () => {
    await using ledger = await openLedgerForTest(create)
    const { north, south, ada, bob, eve, server, gateway } = ledger
    const { db } = gateway.deps
    const person = bob.principal.user?.id ?? ''
    const stranger = eve.principal.user?.id ?? ''
    const key = (id: string, kind: 'member' | 'personal', organizationId: string | null, ownerUserId: string) => ({
      ...{ id, kind, organizationId, ownerUserId, name: `name of ${id}`, hash: id, start: '', lastFour: '' },
      ...{
        role: null,
        createdByUserId: ownerUserId,
        createdAt: 1,
        expiresAt: null,
        lastUsedAt: null,
        lastUsedFrom: null,
      },
      ...{ mintNonce: null, mintFingerprint: null, mintRequest: null },
    })
    await db
      .insertInto('apiKey')
      .values([
        key('key_bound', 'member', north, person),
        key('key_personal', 'personal', null, person),
        key('key_south', 'member', south, stranger),
        key('key_stranger', 'personal', null, stranger),
      ])
      .execute()
    const pathOf = (id: string) => `/v1/organizations/${north}/api-keys/${id}/limits`
    for (const id of ['key_bound', 'key_personal']) {
      expect((await server.call(ada.session, 'GET', pathOf(id))).json).toEqual(NO_LIMITS)
      expect((await server.call(ada.session, 'PUT', pathOf(id), { body: LIMITS })).status).toBe(200)
      expect((await server.call(ada.session, 'GET', pathOf(id))).json).toEqual(LIMITS)
    }
    for (const id of ['key_south', 'key_stranger', 'key_made_up']) {
      expect((await server.call(ada.session, 'GET', pathOf(id))).status).toBe(404)
      expect((await server.call(ada.session, 'PUT', pathOf(id), { body: LIMITS })).status).toBe(404)
    }
    // No key lifts a limit, least of all its own.
    for (const credential of [bob.session, ada.key]) {
      expect((await server.call(credential, 'PUT', pathOf('key_bound'), { body: NO_LIMITS })).status).toBe(403)
    }
    expect((await server.call(ada.session, 'PUT', pathOf('key_bound'), { body: NO_LIMITS })).json).toEqual(NO_LIMITS)
    expect(await db.selectFrom('keyLimit').select('id').execute()).toEqual([{ id: 'key_personal' }])
    const audit = await db.selectFrom('auditEntry').selectAll().where('action', '=', 'key-limits-saved').execute()
    expect(audit.map(({ targetId, targetName }) => [targetId, targetName]).sort()).toEqual([
      ['key_bound', 'name of key_bound'],
      ['key_bound', 'name of key_bound'],
      ['key_personal', 'name of key_personal'],
    ])
  })
})
