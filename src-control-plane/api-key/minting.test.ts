import { readFile } from 'node:fs/promises'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { type ApiKey, looksLikeApiKey, type MintedApiKey } from '#contract/api-key'
import type { Me } from '#contract/identity'
import { describeEachDatabase, type TestDatabase } from '../database/testing.ts'
import { newId } from '../secret/index.ts'
import { MAX_KEYS_PER_OWNER } from './mint.ts'
import { type Person, startKeysForTest, type TestKeys } from './testing.ts'

const DAY_MS = 24 * 3600 * 1000

describeEachDatabase('minting', (create) => {
  let place: TestDatabase
  let test: TestKeys
  let ada: Person
  let north: string
  let south: string
  let foreign: string

  beforeAll(async () => {
    test = await startKeysForTest(async () => {
      place = await create()
      return place
    })
    ada = await test.signUp('Ada')
    const bob = await test.signUp('Bob')
    north = await test.createOrganization(ada, 'North')
    south = await test.createOrganization(ada, 'South')
    foreign = await test.createOrganization(bob, 'Foreign')
  })
  afterAll(() => test[Symbol.asyncDispose]())

  const mint = (body: object, headers?: Record<string, string>) =>
    test.call(ada.session, 'POST', '/v1/api-keys', headers === undefined ? { body } : { body, headers })

  it('[K1] binds a key to the organization that the mint names, whatever organization the client acts in', async () => {
    const answer = await mint(
      { organizationId: south, name: 'chosen in the dialog' },
      { 'x-mooring-organization': north },
    )
    const { key, secret } = answer.body as MintedApiKey
    expect(key).toMatchObject({ organizationId: south, organizationName: 'South', kind: 'member', stale: null })
    const me = (await test.call(secret, 'GET', '/v1/me')).body as Me
    expect(me.organizations.map(({ id }) => id)).toEqual([south])
  })

  it('[K2] refuses a mint for an organization the caller is not in, and one without an organization', async () => {
    for (const kind of ['member', 'service']) {
      const outside = await mint({ kind, organizationId: foreign, name: 'x' })
      expect(outside).toMatchObject({ status: 403, body: { code: 'forbidden' } })
      const missing = await mint({ kind, name: 'x' })
      expect(missing).toMatchObject({ status: 400, body: { code: 'bad-request', field: 'organizationId' } })
    }
  })

  it('[K3] answers the secret at the mint and nowhere else', async () => {
    const minted = [
      await test.mint(ada, { organizationId: north, name: 'only once' }),
      (await mint({ organizationId: north, name: 'only once, surely' }, { 'idempotency-key': 'surely-once' }))
        .body as MintedApiKey,
    ]
    const answers = [
      await test.call(ada.session, 'GET', '/v1/api-keys'),
      await test.call(ada.session, 'GET', `/v1/organizations/${north}/api-keys`),
      await test.call(ada.session, 'PATCH', `/v1/api-keys/${minted[0]?.key.id}`, { body: { name: 'renamed' } }),
      await mint({ organizationId: north, name: 'renamed' }),
      await test.call(minted[0]?.secret ?? '', 'GET', '/v1/api-keys'),
    ]
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 409, 403])
    expect(answers[0]?.body).toEqual(
      expect.arrayContaining(minted.map(({ key }) => expect.objectContaining({ id: key.id }))),
    )
    const { db } = test.database
    const stored = [
      await db.selectFrom('apiKey').selectAll().execute(),
      await db.selectFrom('auditEntry').selectAll().execute(),
    ]
    const texts = [...answers.map(({ text }) => text), JSON.stringify(stored)]
    if (place.dialect === 'sqlite') texts.push(await sqliteFile(place.url))
    for (const { secret } of minted) {
      expect(looksLikeApiKey(secret)).toBe(true)
      for (const text of texts) expect(text).not.toContain(secret.slice(10, -4))
    }
  })

  it('[K9] lets a key end never, in some days or at a date, within ten years', async () => {
    const expiryOf = async (body: object) => {
      const { key } = (await mint({ organizationId: north, name: newId('expiry'), ...body })).body as MintedApiKey
      return key.expiresAt === null ? null : key.expiresAt - key.createdAt
    }
    expect(await expiryOf({})).toBeNull()
    for (const days of [7, 30, 90]) expect(await expiryOf({ expiresInDays: days })).toBe(days * DAY_MS)
    const date = test.now() + 12 * DAY_MS
    expect((await mint({ organizationId: north, name: 'a date', expiresAt: date })).body).toMatchObject({
      key: { expiresAt: date },
    })
    const refused: [object, string][] = [
      [{ expiresAt: test.now() - 1 }, 'expiresAt'],
      [{ expiresAt: test.now() + 11 * 366 * DAY_MS }, 'expiresAt'],
      [{ expiresAt: date, expiresInDays: 7 }, 'expiresAt'],
      [{ expiresInDays: 0 }, 'expiresInDays'],
      [{ expiresInDays: 100_000 }, 'expiresInDays'],
    ]
    for (const [body, field] of refused) {
      const answer = await mint({ organizationId: north, name: 'refused', ...body })
      expect(answer, JSON.stringify(body)).toMatchObject({ status: 400, body: { field } })
    }
  })

  it('takes a name once for an owner and an organization, and says which field is wrong', async () => {
    await test.mint(ada, { organizationId: north, name: 'laptop' })
    const again = await mint({ organizationId: north, name: ' laptop ' })
    expect(again).toMatchObject({ status: 409, body: { code: 'conflict', field: 'name' } })
    await test.mint(ada, { organizationId: south, name: 'laptop' })
    await test.mint(ada, { kind: 'personal', name: 'laptop' })
    expect(await mint({ kind: 'personal', name: 'laptop' })).toMatchObject({ status: 409, body: { field: 'name' } })
    await test.mint(ada, { kind: 'service', organizationId: north, name: 'laptop' })
    const service = await mint({ kind: 'service', organizationId: north, name: 'laptop' })
    expect(service).toMatchObject({ status: 409, body: { field: 'name' } })
    const carol = await test.signUp('Carol')
    await test.join(carol, north)
    await test.mint(carol, { organizationId: north, name: 'laptop' })
  })

  it('refuses a name that cannot be shown, and one that is too long', async () => {
    for (const name of ['', '   ', 'x'.repeat(61), 'bell\u0007', 'nothing\u0000', 'red \u001b[31m']) {
      expect(await mint({ organizationId: north, name })).toMatchObject({ status: 400, body: { field: 'name' } })
    }
    await test.mint(ada, { organizationId: north, name: 'ключ 🔑 مفتاح' })
  })

  it('mints so many keys for an owner, and no more', async () => {
    const eve = await test.signUp('Eve')
    await test.join(eve, north)
    const { key } = await test.mint(eve, { organizationId: north, name: 'first' })
    const row = await test.database.db
      .selectFrom('apiKey')
      .selectAll()
      .where('id', '=', key.id)
      .executeTakeFirstOrThrow()
    const others = Array.from({ length: MAX_KEYS_PER_OWNER - 2 }, (_, i) => {
      const id = newId('key')
      return { ...row, id, hash: id, name: `key ${i}` }
    })
    await test.database.db.insertInto('apiKey').values(others).execute()
    const mintOf = (name: string, headers = {}) =>
      test.call(eve.session, 'POST', '/v1/api-keys', { body: { organizationId: north, name }, headers })
    const attempt = { 'idempotency-key': 'the last one' }
    const last = await mintOf('last', attempt)
    expect(last.status).toBe(201)
    expect(await mintOf('one more')).toMatchObject({ status: 409, body: { code: 'limit-reached' } })
    expect((await mintOf('last', attempt)).body).toEqual(last.body)
    await test.mint(eve, { kind: 'personal', name: 'one more' })
    await test.mint(ada, { organizationId: north, name: 'one more' })
    const listed = (await test.call(eve.session, 'GET', '/v1/api-keys')).body as ApiKey[]
    expect(listed).toHaveLength(MAX_KEYS_PER_OWNER + 1)
  })
})

async function sqliteFile(url: string): Promise<string> {
  const path = url.slice('file:'.length)
  const files = [await readFile(path), await readFile(`${path}-wal`)]
  return Buffer.concat(files).toString('latin1')
}
