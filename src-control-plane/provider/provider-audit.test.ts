import { expect, it } from 'vitest'
import { describeEachDatabase } from '../database/testing.ts'
import { openGatewayForTest, PROVIDER_SECRET } from '../gateway/testing.ts'
import { importProviders, providerRoutes } from './index.ts'

describeEachDatabase('the audit of providers', (create) => {
  it('says who saved and deleted which, and nothing of its secret', async () => {
    await using gateway = await openGatewayForTest(create)
    const { deps } = gateway
    const north = await gateway.addOrganization('North')
    const ada = await gateway.addPerson('Ada', { [north]: 'admin' })
    const server = await gateway.serve(providerRoutes(deps))
    const path = `/v1/organizations/${north}/providers/anthropic`
    const told: string[] = []
    using _ = deps.changes.subscribe((change) => {
      if (change !== 'anything' && change.table === 'provider') told.push(change.id)
    })
    const body = { baseUrl: 'https://anthropic.invalid', model: 'claude-x', secret: PROVIDER_SECRET }
    await server.call(ada.session, 'PUT', path, { body })
    expect(told).toContain('anthropic')
    await server.call(ada.session, 'PUT', path, {
      body: { ...body, baseUrl: 'https://other.invalid', secret: undefined },
    })
    await server.call(ada.session, 'DELETE', path)
    await server.call(ada.session, 'DELETE', path)
    await importProviders(deps, north, { openai: { secret: PROVIDER_SECRET, baseUrl: 'https://api.openai.com/v1' } })
    await importProviders(deps, north, { openai: { secret: PROVIDER_SECRET, baseUrl: 'https://api.openai.com/v1' } })
    const entries = await deps.read
      .selectFrom('auditEntry')
      .selectAll()
      .where('organizationId', '=', north)
      .where('action', 'in', ['provider-saved', 'provider-deleted'])
      .orderBy('at')
      .orderBy('id')
      .execute()
    expect(entries.map(({ action, targetId, actorName }) => [action, targetId, actorName])).toEqual([
      ['provider-saved', 'anthropic', 'Ada'],
      ['provider-deleted', 'anthropic', 'Ada'],
      ['provider-saved', 'openai', 'Mooring'],
    ])
    expect(JSON.parse(entries[0]?.details ?? '')).toEqual({ address: 'https://anthropic.invalid', model: 'claude-x' })
    const text = JSON.stringify(entries)
    for (const secret of [PROVIDER_SECRET, 'sk-s...0001']) expect(text).not.toContain(secret)
  })
})
