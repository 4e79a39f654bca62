import { expect, it, vi } from 'vitest'
import { NO_LIMITS } from '#contract/gateway'
import { describeEachDatabase, openNetwork } from '../database/testing.ts'
import { openGatewayForTest } from '../gateway/testing.ts'
import { askedOf } from './index.ts'

const DOOR = { provider: 'anthropic', path: '/v1/messages' }
const OK = { status: 200, outcome: 'ok', error: null, inputTokens: 5 } as const

describeEachDatabase('the ledger while its database is away', (create) => {
  it('holds up no answer, keeps what it could not write until it can, and lets nothing past a limit', async ({
    skip,
  }) => {
    await using place = await create()
    skip(place.dialect === 'sqlite', 'a file does not go away')
    await using network = await openNetwork(place.url)
    const through = { ...place, url: network.url, [Symbol.asyncDispose]: async () => undefined }
    await using gateway = await openGatewayForTest(async () => through)
    const { ledger, db } = gateway.deps
    const organizationId = await gateway.addOrganization('North')
    const scope = gateway.scopeOf(await gateway.addPerson('Ada', { [organizationId]: 'admin' }), organizationId)
    const asked = askedOf(Buffer.from('{"model":"claude-sonnet-4-5"}'))
    const admission = {
      asked,
      limits: { organization: NO_LIMITS, key: NO_LIMITS },
      mode: 'centralized',
      keep: null,
    } as const
    network.cut()
    const entry = ledger.open(scope, DOOR, { headers: new Headers() })
    entry.note({ asked, mode: 'centralized' })
    await entry.admit(admission)
    await entry.close(OK)
    expect(ledger.waiting()).toBe(1)
    expect(gateway.reported.splice(0)).not.toEqual([])
    const limited = { ...admission, limits: { organization: { ...NO_LIMITS, requestsPerMinute: 9 }, key: NO_LIMITS } }
    const refused = ledger.open(scope, DOOR, { headers: new Headers() })
    await expect(refused.admit(limited)).rejects.toMatchObject({ code: 'unavailable' })
    network.mend()
    await vi.waitFor(() => ledger.keepUp())
    await ledger.written()
    expect(ledger.waiting()).toBe(0)
    expect(await db.selectFrom('ledgerEntry').select(['id', 'inputTokens']).execute()).toEqual([
      { id: entry.id, inputTokens: 5 },
    ])
    await refused.close({ status: 503, outcome: 'refused', error: 'unavailable' })
  })
})
