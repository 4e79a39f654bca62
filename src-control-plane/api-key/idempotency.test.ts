import { afterAll, beforeAll, expect, it } from 'vitest'
import type { MintedApiKey, MintRequestInput } from '#contract/api-key'
import { describeEachDatabase } from '../database/testing.ts'
import { newId } from '../secret/index.ts'
import { type Person, type Replica, startKeysForTest, type TestKeys } from './testing.ts'

const REPEAT_WITHIN_MS = 10 * 60_000

describeEachDatabase('one attempt to mint, made twice', (create) => {
  let test: TestKeys
  let ada: Person
  let bob: Person
  let north: string

  beforeAll(async () => {
    test = await startKeysForTest(create)
    ada = await test.signUp('Ada')
    bob = await test.signUp('Bob')
    north = await test.createOrganization(ada, 'North')
    await test.join(bob, north)
  })
  afterAll(() => test[Symbol.asyncDispose]())

  const requestNamed = (name: string): MintRequestInput => ({ organizationId: north, name, expiresInDays: 30 })
  const mint = (idempotencyKey: string, body: MintRequestInput, person = ada, at: Pick<Replica, 'call'> = test) =>
    at.call(person.session, 'POST', '/v1/api-keys', { body, headers: { 'idempotency-key': idempotencyKey } })
  const keysNamed = (name: string) =>
    test.database.db.selectFrom('apiKey').select('id').where('name', '=', name).execute()

  it('[K14] answers the same key and the same secret again, and the secret works', async () => {
    const [attempt, request] = [newId('attempt'), requestNamed('again')]
    const first = await mint(attempt, request)
    test.advance(REPEAT_WITHIN_MS - 60_000)
    const again = await mint(attempt, request)
    expect([first.status, again.status]).toEqual([201, 201])
    expect(again.body).toEqual(first.body)
    expect(again.headers.get('cache-control')).toBe('no-store')
    expect((await test.call((again.body as MintedApiKey).secret, 'GET', '/v1/me')).status).toBe(200)
    expect(await keysNamed('again')).toHaveLength(1)
  })

  it('[K14] makes one key of two that come at once, also on two replicas', async () => {
    const replica = await test.startReplica()
    for (const places of [
      [test, test, test],
      [test, replica, test, replica],
    ]) {
      const [attempt, request] = [newId('attempt'), requestNamed(newId('at once'))]
      const answers = await Promise.all(places.map((place) => mint(attempt, request, ada, place)))
      expect(answers.map(({ status }) => status)).toEqual(places.map(() => 201))
      for (const { body } of answers) expect(body).toEqual(answers[0]?.body)
      const keys = await keysNamed(request.name)
      expect(keys).toHaveLength(1)
      expect(await test.auditOf(keys[0]?.id ?? '')).toHaveLength(1)
    }
  })

  it('[K14] refuses another request under the same idempotency key, and says so', async () => {
    const [attempt, request] = [newId('attempt'), requestNamed('one thing')]
    await mint(attempt, request)
    const others: MintRequestInput[] = [
      { ...request, name: 'another' },
      { ...request, expiresInDays: 31 },
      { ...request, kind: 'service' },
      { ...request, organizationId: await test.createOrganization(ada, 'South') },
    ]
    for (const other of others) {
      expect(await mint(attempt, other), JSON.stringify(other)).toMatchObject({
        status: 409,
        body: {
          code: 'conflict',
          field: 'headers.idempotency-key',
          message: expect.stringContaining('with another request'),
        },
      })
    }
  })

  it('[K14] does not show the secret after ten minutes, nor when it cannot be made again', async () => {
    const [attempt, request] = [newId('attempt'), requestNamed('too late')]
    const createdAlready = {
      status: 409,
      body: { code: 'conflict', message: expect.stringMatching(/"too late" was created already/) },
    }
    const first = (await mint(attempt, request)).body as MintedApiKey
    const rotated = await test.startReplica(newId('secret').repeat(2))
    expect(await mint(attempt, request, ada, rotated)).toMatchObject(createdAlready)
    test.advance(REPEAT_WITHIN_MS + 1_000)
    expect(await mint(attempt, request)).toMatchObject(createdAlready)
    expect((await test.call(first.secret, 'GET', '/v1/me')).status).toBe(200)
    expect(await keysNamed('too late')).toHaveLength(1)
  })

  it('[K14] never makes a deleted key again', async () => {
    const [attempt, request] = [newId('attempt'), requestNamed('deleted')]
    const first = (await mint(attempt, request)).body as MintedApiKey
    await test.call(ada.session, 'DELETE', `/v1/api-keys/${first.key.id}`)
    const next = (await mint(attempt, request)).body as MintedApiKey
    expect(next.key.id).not.toBe(first.key.id)
    expect(next.secret).not.toBe(first.secret)
    expect((await test.call(first.secret, 'GET', '/v1/me')).status).toBe(401)
    expect((await test.call(next.secret, 'GET', '/v1/me')).status).toBe(200)
  })

  it('[K14] knows an attempt of one person from that of another', async () => {
    const [attempt, request] = [newId('attempt'), requestNamed('of both')]
    const [adas, bobs] = [await mint(attempt, request), await mint(attempt, request, bob)]
    expect([adas.status, bobs.status]).toEqual([201, 201])
    expect((bobs.body as MintedApiKey).secret).not.toBe((adas.body as MintedApiKey).secret)
  })

  it('[K14] keeps neither the idempotency key nor anything that makes the secret by itself', async () => {
    const attempt = newId('attempt')
    const { key, secret } = (await mint(attempt, requestNamed('kept'))).body as MintedApiKey
    const row = await test.database.db.selectFrom('apiKey').selectAll().where('id', '=', key.id).executeTakeFirst()
    const stored = JSON.stringify(row)
    expect(stored).not.toContain(attempt)
    expect(stored).not.toContain(secret.slice(14, -4))
    const without = (await test.mint(ada, requestNamed('without one'))).key.id
    expect(
      await test.database.db
        .selectFrom('apiKey')
        .select(['mintNonce', 'mintFingerprint', 'mintRequest'])
        .where('id', '=', without)
        .executeTakeFirst(),
    ).toEqual({ mintNonce: null, mintFingerprint: null, mintRequest: null })
  })

  it('[K14] asks again whether the person may', async () => {
    const carol = await test.signUp('Carol')
    await test.join(carol, north)
    const [attempt, request] = [newId('attempt'), requestNamed('gone since')]
    expect((await mint(attempt, request, carol)).status).toBe(201)
    await test.leave(carol, north)
    expect((await mint(attempt, request, carol)).status).toBe(403)
  })

  it('refuses an idempotency key that is too short to be anybody’s own', async () => {
    expect(await mint('short', requestNamed('x'))).toMatchObject({ status: 400, body: { field: 'idempotency-key' } })
  })
})
