import { sql } from 'kysely'
import { expect, it } from 'vitest'
import { type AuditAction, type AuditEntry, AuditPage } from '#contract/audit'
import { describeEachDatabase, type TestDatabase } from '../database/testing.ts'
import { CLIENT_ADDRESS, openPeopleForTest, type Person } from '../organization/testing.ts'
import { newId } from '../secret/index.ts'
import { MOORING, recordAudit } from './index.ts'

/** Ada owns North; the founding is its first entry. */
async function openNorth(create: () => Promise<TestDatabase>) {
  const people = await openPeopleForTest(create)
  const ada = await people.addPerson('Ada')
  const north = await people.found(ada)
  const { db } = people.place.database
  return {
    people,
    ada,
    north,
    /** Adds entries a second apart, named by their number. */
    async record(count: number, action: AuditAction = 'provider-saved') {
      const rows = Array.from({ length: count }, (_, i) => {
        people.place.advance(1_000)
        const nobody = { actorUserId: null, actorKeyId: null, actorName: 'Mooring', from: null }
        const target = { targetId: String(i), targetName: `p${i}` }
        return {
          organizationId: north,
          id: newId('audit'),
          at: people.place.now(),
          action,
          ...nobody,
          ...target,
          details: '{}',
        }
      })
      for (let i = 0; i < count; i += 500)
        await db
          .insertInto('auditEntry')
          .values(rows.slice(i, i + 500))
          .execute()
    },
    async page(query = '', who: Person = ada) {
      const answer = await people.call(who, 'GET', `/v1/organizations/${north}/audit${query}`)
      return AuditPage.parse(answer.body)
    },
    [Symbol.asyncDispose]: () => people[Symbol.asyncDispose](),
  }
}

const names = (entries: readonly AuditEntry[]) => entries.map(({ targetName }) => targetName)

describeEachDatabase('the audit', (create) => {
  it('[K13] is read by admins, and by nobody else', async () => {
    await using place = await openNorth(create)
    const { people, ada, north } = place
    const [bob, carol, eve] = [
      await people.addPerson('Bob'),
      await people.addPerson('Carol'),
      await people.addPerson('Eve'),
    ]
    await people.bring(ada, north, bob, 'admin')
    await people.bring(ada, north, carol)
    await people.found(eve, 'South')
    for (const path of [`/v1/organizations/${north}/audit`, `/v1/organizations/${north}/audit.csv`]) {
      for (const [who, status] of [
        [ada, 200],
        [bob, 200],
        [carol, 403],
        [eve, 403],
      ] as const)
        expect((await people.call(who, 'GET', path)).status).toBe(status)
    }
    const south = (await people.call(eve, 'GET', '/v1/organizations')).body as { id: string }[]
    const seen = AuditPage.parse((await people.call(eve, 'GET', `/v1/organizations/${south[0]?.id}/audit`)).body)
    expect(names(seen.entries)).toEqual(['South'])
  })

  it('says who, what, to whom, when and from which network, and never the address itself', async () => {
    await using place = await openNorth(create)
    const { people, ada, north } = place
    const bob = await people.addPerson('Bob')
    await people.bring(ada, north, bob)
    const before = people.place.now()
    await people.changeRole(ada, north, bob, 'admin')
    const { entries } = await place.page('?limit=1')
    expect(entries).toEqual([
      {
        id: expect.stringMatching(/^audit_/),
        at: expect.any(Number),
        action: 'role-changed',
        actorUserId: ada.id,
        actorKeyId: null,
        actorName: 'Ada',
        targetId: bob.id,
        targetName: 'Bob',
        details: { before: 'member', after: 'admin' },
        from: '203.0.113.0/24',
      },
    ])
    expect(entries[0]?.at).toBeGreaterThanOrEqual(before)
    expect(JSON.stringify(await place.page())).not.toContain(CLIENT_ADDRESS)
  })

  it('names a service key that acts for nobody, and Mooring itself', async () => {
    await using place = await openNorth(create)
    const { people, north } = place
    const { id, secret } = await people.place.addKey({ kind: 'service', organization: north, role: 'admin' })
    const principal = await people.place.identity.verifiers.apiKey(secret)
    if (principal === null) throw new Error('the key is good')
    await people.place.database.db.transaction().execute(async (trx) => {
      const at = () => people.place.now() + 1
      await recordAudit(trx, at, north, MOORING, { action: 'provider-saved' })
      await recordAudit(trx, at, north, { principal, address: null }, { action: 'provider-deleted' })
    })
    const { entries } = await place.page('?limit=2')
    expect(entries).toMatchObject([
      { actorName: id, actorKeyId: id, actorUserId: null, from: null },
      { actorName: 'Mooring', actorKeyId: null, actorUserId: null },
    ])
  })

  it('is answered newest first, in pages that what is added meanwhile does not shift', async () => {
    await using place = await openNorth(create)
    await place.record(7)
    const seen: AuditEntry[] = []
    let page = await place.page('?limit=3')
    while (page.more) {
      seen.push(...page.entries)
      await place.record(2, 'host-revoked')
      page = await place.page(`?limit=3&before=${page.entries.at(-1)?.id}`)
    }
    seen.push(...page.entries)
    expect(names(seen)).toEqual(['p6', 'p5', 'p4', 'p3', 'p2', 'p1', 'p0', 'North'])
  })

  it('keeps the order of what happened in one moment, over the edge of a page', async () => {
    await using place = await openNorth(create)
    const { people, north } = place
    const at = people.place.now() + 5_000
    await people.place.database.db.transaction().execute(async (trx) => {
      for (let i = 0; i < 6; i++) {
        const target = { id: String(i), name: `p${i}` }
        await recordAudit(trx, () => at, north, MOORING, { action: 'provider-saved', target })
      }
    })
    const first = await place.page('?limit=4')
    const second = await place.page(`?limit=4&before=${first.entries.at(-1)?.id}`)
    expect(names([...first.entries, ...second.entries])).toEqual(['p5', 'p4', 'p3', 'p2', 'p1', 'p0', 'North'])
    expect([first.more, second.more]).toEqual([true, false])
  })

  it('is filtered by action, by person and by time, and names what a filter got wrong', async () => {
    await using place = await openNorth(create)
    const { people, ada, north } = place
    await place.record(3)
    await place.record(2, 'host-revoked')
    const all = (await place.page()).entries
    const [newest, , middle] = all
    expect(names((await place.page('?action=host-revoked')).entries)).toEqual(['p1', 'p0'])
    expect(names((await place.page(`?actorUserId=${ada.id}`)).entries)).toEqual(['North'])
    const between = await place.page(`?from=${middle?.at}&to=${newest?.at}`)
    expect(between.entries).toEqual(all.slice(1, 3))
    const both = await place.page(`?action=provider-saved&from=${middle?.at}&limit=1`)
    expect(both).toEqual({ entries: [middle], more: false })
    for (const [query, field] of [
      ['before=audit_made_up', 'before'],
      ['action=made-up', 'action'],
      ['limit=0', 'limit'],
      ['limit=201', 'limit'],
      ['from=yesterday', 'from'],
    ]) {
      const refused = await people.call(ada, 'GET', `/v1/organizations/${north}/audit?${query}`)
      expect([query, refused.status]).toEqual([query, 400])
      expect(refused.body).toMatchObject({ code: 'bad-request', field })
    }
  })

  it('begins no page before an entry of another organization', async () => {
    await using place = await openNorth(create)
    const { people, north } = place
    const eve = await people.addPerson('Eve')
    const south = await people.found(eve, 'South')
    const [entry] = (await place.page()).entries
    expect(entry?.targetId).toBe(north)
    const probe = await people.call(eve, 'GET', `/v1/organizations/${south}/audit?before=${entry?.id}`)
    expect(probe.status).toBe(400)
  })

  it('is exported whole as CSV, more than a batch of it, filtered alike', async () => {
    await using place = await openNorth(create)
    const { people, ada, north } = place
    await place.record(1_203)
    await place.record(1, 'host-revoked')
    const csv = await people.call(ada, 'GET', `/v1/organizations/${north}/audit.csv`)
    expect(csv.status).toBe(200)
    expect(csv.headers.get('content-type')).toBe('text/csv; charset=utf-8')
    expect(csv.headers.get('content-disposition')).toContain('attachment')
    const [header, ...lines] = csv.text.trimEnd().split('\r\n')
    expect(header).toContain('"at","action","actor"')
    expect(lines).toHaveLength(1_205)
    expect(new Set(lines).size).toBe(1_205)
    expect(lines[1]).toContain('"p1202"')
    expect(lines.at(-1)).toContain('"North"')
    const few = await people.call(ada, 'GET', `/v1/organizations/${north}/audit.csv?action=host-revoked`)
    expect(few.text.trimEnd().split('\r\n')).toHaveLength(2)
  })

  it('is exported no further to somebody who may not read it any more', async () => {
    await using place = await openNorth(create)
    const { people, ada, north } = place
    const bob = await people.addPerson('Bob')
    await people.bring(ada, north, bob, 'admin')
    await place.record(2_500)
    const { body } = await people.open(bob, `/v1/organizations/${north}/audit.csv`)
    const reader = body?.getReader()
    expect((await reader?.read())?.done).toBe(false)
    await people.changeRole(ada, north, bob, 'member')
    // Though nobody reads on.
    await expect(reader?.closed).rejects.toMatchObject({ code: 'access-changed' })
    await expect(reader?.read()).rejects.toMatchObject({ code: 'access-changed' })
  })

  it.each([
    ['changed', `update "auditEntry" set "actorName" = 'Nobody'`],
    ['deleted', `delete from "auditEntry"`],
    ['deleted with its organization', `delete from "organization"`],
  ])('cannot be %s', async (_, statement) => {
    await using place = await openNorth(create)
    const { people, north } = place
    const { db } = people.place.database
    const entries = () => db.selectFrom('auditEntry').selectAll().where('organizationId', '=', north).execute()
    const before = await entries()
    expect(before).toHaveLength(1)
    await sql
      .raw(statement)
      .execute(db)
      .catch((error: Error) => expect(error.message).toContain('append-only'))
    expect(await entries()).toEqual(before)
  })

  it('cannot be emptied or written over by what goes around those', async () => {
    await using place = await openNorth(create)
    const { people, north } = place
    const { db, dialect } = people.place.database
    const around =
      dialect === 'postgres'
        ? 'truncate "auditEntry"'
        : `insert or replace into "auditEntry" select "organizationId", "id", "at", "action", "actorUserId", "actorKeyId", 'Nobody',
             "targetId", "targetName", "details", "from" from "auditEntry"`
    await expect(sql.raw(around).execute(db)).rejects.toThrow('append-only')
    const left = await db.selectFrom('auditEntry').select('actorName').where('organizationId', '=', north).execute()
    expect(left).toEqual([{ actorName: 'Ada' }])
  })

  it('holds nothing of a change that was rolled back', async () => {
    await using place = await openNorth(create)
    const { people, north } = place
    const change = people.place.database.db.transaction().execute(async (trx) => {
      await recordAudit(trx, people.place.now, north, MOORING, { action: 'provider-saved' })
      throw new Error('the change failed')
    })
    await expect(change).rejects.toThrow('the change failed')
    expect((await place.page()).entries).toHaveLength(1)
  })
})
