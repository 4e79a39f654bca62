// A credential that was refused is still somebody's secret: perhaps that of another instance, or one with a typo.
import { inspect } from 'node:util'
import { expect, it } from 'vitest'
import { describeEachDatabase } from '../database/testing.ts'
import { hashOf, newSecret } from '../secret/index.ts'
import { startKeysForTest, type TestKeys } from './testing.ts'

describeEachDatabase('secrecy', (create) => {
  const everything = async ({ database, reports }: TestKeys) => {
    const { db } = database
    const stored = [
      await db.selectFrom('auditEntry').selectAll().execute(),
      await db.selectFrom('apiKey').selectAll().execute(),
    ]
    return inspect([reports, stored], { depth: Number.POSITIVE_INFINITY, showHidden: true, maxStringLength: null })
  }

  it('[K17] leaves no trace of a key that was refused: not in the answer, the log or the audit', async () => {
    await using test = await startKeysForTest(create)
    const ada = await test.signUp('Ada')
    const organizationId = await test.createOrganization(ada, 'North')
    const deleted = await test.mint(ada, { organizationId, name: 'deleted' })
    await test.call(ada.session, 'DELETE', `/v1/api-keys/${deleted.key.id}`)
    const expired = await test.mint(ada, { organizationId, name: 'expired', expiresAt: test.now() + 1_000 })
    test.advance(2_000)
    const unknown = newSecret()
    const typo = unknown.slice(0, 20) + (unknown[20] === 'a' ? 'b' : 'a') + unknown.slice(21)
    for (const secret of [unknown, typo, deleted.secret, expired.secret]) {
      const presented: Record<string, string>[] = [
        { 'x-api-key': secret },
        { authorization: `Bearer ${secret}` },
        { 'x-mooring-token': secret },
        { authorization: `Basic ${btoa(secret)}`, cookie: `mooring.session_token=${secret}` },
      ]
      for (const headers of presented) {
        const { status, text, headers: answered } = await test.call(null, 'GET', '/v1/api-keys', { headers })
        expect(status).toBe(401)
        for (const trace of tracesOf(secret)) expect(text + inspect([...answered])).not.toContain(trace)
      }
      const said = await everything(test)
      // The row of the one that expired is there still, and has what it always had.
      const traces = secret === expired.secret ? [secret, secret.slice(10, -4)] : tracesOf(secret)
      for (const trace of traces) expect(said).not.toContain(trace)
    }
  })

  it('[K17] leaves no trace of a key that could not be checked', async () => {
    await using test = await startKeysForTest(create)
    const ada = await test.signUp('Ada')
    const organizationId = await test.createOrganization(ada, 'North')
    const { secret } = await test.mint(ada, { organizationId, name: 'laptop' })
    await test.breakDatabase()
    const { status, text } = await test.call(secret, 'GET', '/v1/me')
    expect(status).toBe(503)
    const said = text + inspect(test.reports, { depth: Number.POSITIVE_INFINITY, showHidden: true })
    for (const trace of tracesOf(secret)) expect(said).not.toContain(trace)
  })
})

/** What would help whoever reads it: the secret, its random part, some of that, and what it is looked up by. */
const tracesOf = (secret: string) => [secret, secret.slice(10, -4), secret.slice(14, 30), hashOf(secret)]
