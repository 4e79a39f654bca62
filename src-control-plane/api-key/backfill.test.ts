import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { authDate } from '../database/index.ts'
import { describeEachDatabase } from '../database/testing.ts'
import { hashOf, newId, newSecret, shownParts } from '../secret/index.ts'
import { backfillKeys } from './backfill.ts'
import { type Person, startKeysForTest, type TestKeys } from './testing.ts'

const DAY_MS = 24 * 3600 * 1000

describeEachDatabase('backfill', (create) => {
  let test: TestKeys
  let ada: Person
  let north: string
  let south: string

  beforeEach(async () => {
    test = await startKeysForTest(create)
    const founder = await test.signUp('Founder')
    north = await test.createOrganization(founder, 'North')
    south = await test.createOrganization(founder, 'South')
    ada = await test.signUp('Ada')
    await joined(ada, south, 2 * DAY_MS)
    await joined(ada, north, 3 * DAY_MS)
  })
  afterEach(() => test[Symbol.asyncDispose]())

  const backfill = (mode: 'dry-run' | 'apply') => backfillKeys({ ...test.database, now: test.now }, mode)
  const keys = () => test.database.db.selectFrom('apiKey').selectAll().orderBy('id').execute()

  async function joined(person: Person, organizationId: string, ago: number): Promise<void> {
    await test.join(person, organizationId)
    const { db, dialect } = test.database
    await db
      .updateTable('member')
      .set({ createdAt: authDate(dialect, Date.UTC(2026, 0, 10) - ago) })
      .where('userId', '=', person.userId)
      .where('organizationId', '=', organizationId)
      .execute()
  }

  /** A member key of a time before keys were bound. */
  async function legacyKey({ userId }: Person, name: string, createdAt = 1): Promise<{ id: string; secret: string }> {
    const [id, secret] = [newId('key'), newSecret()]
    const unset = { organizationId: null, role: null, createdByUserId: null, expiresAt: null, lastUsedAt: null }
    const noAttempt = { lastUsedFrom: null, mintNonce: null, mintFingerprint: null, mintRequest: null }
    const row = { id, kind: 'member' as const, ownerUserId: userId, name, hash: hashOf(secret), createdAt }
    await test.database.db
      .insertInto('apiKey')
      .values({ ...row, ...shownParts(secret), ...unset, ...noAttempt })
      .execute()
    return { id, secret }
  }

  it('[K20] binds a key to the oldest membership of its owner: until then it reaches nothing', async () => {
    const { id, secret } = await legacyKey(ada, 'old')
    const status = async () =>
      (await test.call(secret, 'GET', '/v1/hosts', { headers: { 'x-mooring-organization': north } })).status
    expect(await status()).toBe(403)
    expect(await backfill('apply')).toEqual({
      mode: 'apply',
      bound: [
        {
          id,
          name: 'old',
          boundAs: 'old',
          ownerUserId: ada.userId,
          ownerName: 'Ada',
          organizationId: north,
          organizationName: 'North',
        },
      ],
      ambiguous: [],
      withoutOrganization: [],
    })
    // As after any command that runs beside an instance, the database's word takes a moment.
    await vi.waitFor(async () => expect(await status()).toBe(200))
    expect(await test.auditOf(id)).toMatchObject([
      { action: 'api-key-bound', organizationId: north, actorName: 'Mooring', actorUserId: null, targetName: 'old' },
    ])
  })

  it('[K20] reports an owner with two equally old memberships and one with none, and leaves their keys alone', async () => {
    const [twin, loner] = [await test.signUp('Twin'), await test.signUp('Loner')]
    for (const organizationId of [north, south]) await joined(twin, organizationId, DAY_MS)
    const [ofTwin, ofLoner] = [await legacyKey(twin, 'twin’s'), await legacyKey(loner, 'loner’s')]
    const before = await keys()
    const report = await backfill('apply')
    expect(report.bound).toEqual([])
    expect(report.ambiguous).toMatchObject([{ id: ofTwin.id, ownerName: 'Twin' }])
    expect(report.ambiguous[0]?.organizations.map(({ organizationName }) => organizationName).sort()).toEqual([
      'North',
      'South',
    ])
    expect(report.withoutOrganization).toMatchObject([{ id: ofLoner.id, ownerName: 'Loner' }])
    expect(await keys()).toEqual(before)
  })

  it('[K20] changes nothing in a dry run, and says what a run then does', async () => {
    for (const [name, createdAt] of [
      ['laptop', 1],
      ['laptop', 2],
      ['ci', 3],
    ] as const)
      await legacyKey(ada, name, createdAt)
    await test.mint(ada, { organizationId: north, name: 'ci' })
    const before = await keys()
    const foreseen = await backfill('dry-run')
    expect(foreseen.bound.map(({ boundAs }) => boundAs)).toEqual(['laptop', 'laptop (2)', 'ci (2)'])
    expect(await keys()).toEqual(before)
    const { mode, ...done } = await backfill('apply')
    expect({ mode: 'dry-run', ...done }).toEqual(foreseen)
    expect(mode).toBe('apply')
  })

  it('[K20] finds nothing to do the second time, and never touches personal and service keys', async () => {
    await legacyKey(ada, 'old')
    await test.mint(ada, { kind: 'personal', name: 'personal' })
    await test.join(ada, await test.createOrganization(await test.signUp('Bob'), 'Third'))
    await backfill('apply')
    const before = await keys()
    expect(await backfill('apply')).toEqual({ mode: 'apply', bound: [], ambiguous: [], withoutOrganization: [] })
    expect(await keys()).toEqual(before)
  })

  it('[K20] binds each key once and gives each a name of its own, however many run it, while keys are minted', async () => {
    const ids = await Promise.all(Array.from({ length: 12 }, async (_, i) => (await legacyKey(ada, 'laptop', i)).id))
    const mint = (name: string) => test.mint(ada, { organizationId: north, name })
    const [first, second] = await Promise.all([
      backfill('apply'),
      backfill('apply'),
      ...[2, 3, 5, 8].map((number) => mint(`laptop (${number})`).catch(() => null)),
    ])
    expect([...first.bound, ...second.bound].map(({ id }) => id).sort()).toEqual(ids.sort())
    const rows = await keys()
    expect(rows.every(({ organizationId }) => organizationId === north)).toBe(true)
    expect(new Set(rows.map(({ name }) => name)).size).toBe(rows.length)
    for (const id of ids) expect((await test.auditOf(id)).map(({ action }) => action)).toEqual(['api-key-bound'])
  })
})
