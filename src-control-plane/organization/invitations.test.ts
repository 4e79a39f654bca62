import { sql } from 'kysely'
import { expect, it } from 'vitest'
import { Invitation } from '#contract/organization'
import { describeEachDatabase, type TestDatabase } from '../database/testing.ts'
import { isOpenInvitation } from './index.ts'
import { openPeopleForTest, type Person, PUBLIC_URL, type TestPeople } from './testing.ts'

const DAY_MS = 24 * 3600 * 1000

/** Ada owns North, Bob is an admin there; Carol and Eve are guests. */
async function openNorth(create: () => Promise<TestDatabase>) {
  const people = await openPeopleForTest(create)
  const [ada, bob, carol, eve] = [
    await people.addPerson('Ada'),
    await people.addPerson('Bob'),
    await people.addPerson('Carol'),
    await people.addPerson('Eve'),
  ]
  const north = await people.found(ada)
  await people.bring(ada, north, bob, 'admin')
  return { people, ada, bob, carol, eve, north, [Symbol.asyncDispose]: () => people[Symbol.asyncDispose]() }
}

const preview = (people: TestPeople, person: Person, token: string) =>
  people.call(person, 'POST', '/v1/invitations/preview', { token })

async function listed(people: TestPeople, admin: Person, organizationId: string): Promise<Invitation[]> {
  const answer = await people.call(admin, 'GET', `/v1/organizations/${organizationId}/invitations`)
  return Invitation.array().parse(answer.body)
}

describeEachDatabase('invitations', (create) => {
  it('lead one person into the organization, with the role that they were made for', async () => {
    await using place = await openNorth(create)
    const { people, ada, carol, eve, north } = place
    const { invitation, link, token } = await people.invite(ada, north, { role: 'admin', note: ' Carol ' })
    expect(invitation).toMatchObject({ role: 'admin', note: 'Carol', state: 'open', createdByName: 'Ada' })
    expect(link).toBe(`${PUBLIC_URL}/invitation#${token}`)
    expect((await preview(people, carol, token)).body).toEqual({
      organizationName: 'North',
      role: 'admin',
      invitedBy: 'Ada',
      expiresAt: invitation.expiresAt,
    })
    expect((await people.accept(carol, token)).body).toMatchObject({ id: north, name: 'North', role: 'admin' })
    expect((await people.roles(north))[carol.id]).toBe('admin')
    // Nothing was remembered of what she could not do before.
    expect((await listed(people, carol, north))[0]).toMatchObject({ state: 'accepted', acceptedByName: 'Carol' })
    expect((await people.accept(eve, token)).status).toBe(409)
  })

  it('are made, seen and withdrawn by admins, for no more than their own role', async () => {
    await using place = await openNorth(create)
    const { people, ada, bob, carol, north } = place
    const base = `/v1/organizations/${north}/invitations`
    const { invitation } = await people.invite(ada, north)
    const carolIn = () => people.bring(ada, north, carol)
    for (const outside of [true, false]) {
      if (!outside) await carolIn()
      expect((await people.call(carol, 'GET', base)).status).toBe(403)
      expect((await people.call(carol, 'POST', base, {})).status).toBe(403)
      expect((await people.call(carol, 'DELETE', `${base}/${invitation.id}`)).status).toBe(403)
    }
    const tooMuch = await people.call(bob, 'POST', base, { role: 'owner' })
    expect(tooMuch.status).toBe(403)
    expect(tooMuch.body).toMatchObject({ field: 'role', message: expect.stringContaining('your own role') })
    expect((await people.invite(bob, north, { role: 'admin' })).invitation.role).toBe('admin')
    expect((await people.invite(ada, north, { role: 'owner' })).invitation.role).toBe('owner')
    expect((await people.call(bob, 'DELETE', `${base}/inv_made_up`)).status).toBe(404)
    expect((await people.call(bob, 'DELETE', `${base}/${invitation.id}`)).status).toBe(204)
  })

  it('are answered clearly when they lead nowhere, and say nothing of the organization then', async () => {
    await using place = await openNorth(create)
    const { people, ada, carol, eve, north } = place
    const used = await people.invite(ada, north)
    await people.accept(eve, used.token)
    const expired = await people.invite(ada, north, { expiresInDays: 1 })
    const withdrawn = await people.invite(ada, north)
    await people.call(ada, 'DELETE', `/v1/organizations/${north}/invitations/${withdrawn.invitation.id}`)
    people.place.advance(DAY_MS)
    const unknown = `moor_inv_${'a'.repeat(32)}`
    for (const [token, status, words] of [
      [unknown, 404, 'no such invitation'],
      ['anything at all', 404, 'no such invitation'],
      [used.token, 409, 'has been used'],
      [expired.token, 409, 'has expired'],
      [withdrawn.token, 409, 'was withdrawn'],
    ] as const) {
      expect(await isOpenInvitation(people.deps, token)).toBe(false)
      for (const answer of [await preview(people, carol, token), await people.accept(carol, token)]) {
        expect(answer.status).toBe(status)
        expect(answer.body).toMatchObject({ message: expect.stringContaining(words) })
        for (const told of ['North', 'Ada', 'Eve', token]) expect(answer.text).not.toContain(told)
      }
    }
    expect((await people.call(carol, 'POST', '/v1/invitations/accept', {})).status).toBe(400)
    expect((await people.roles(north))[carol.id]).toBeUndefined()
    expect((await listed(people, ada, north)).map(({ state }) => state).sort()).toEqual([
      'accepted',
      'accepted',
      'expired',
      'withdrawn',
    ])
  })

  it('are open for whoever may sign up by them, until they are used', async () => {
    await using place = await openNorth(create)
    const { people, ada, carol, north } = place
    const { token } = await people.invite(ada, north)
    expect(await isOpenInvitation(people.deps, token)).toBe(true)
    await people.accept(carol, token)
    expect(await isOpenInvitation(people.deps, token)).toBe(false)
  })

  it('are used once, however many accept at once', async () => {
    await using place = await openNorth(create)
    const { people, ada, carol, eve, north } = place
    const dan = await people.addPerson('Dan')
    const { token } = await people.invite(ada, north)
    const guests = [carol, eve, dan]
    const answers = await Promise.all(guests.map((guest) => people.accept(guest, token)))
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409, 409])
    const roles = await people.roles(north)
    expect(guests.filter(({ id }) => id in roles)).toHaveLength(1)
    for (const { status, body } of answers) {
      if (status === 409) expect(body).toMatchObject({ message: expect.stringContaining('has been used') })
    }
  })

  it('may be accepted again by whoever accepted them, at once too, and change nothing', async () => {
    await using place = await openNorth(create)
    const { people, ada, carol, north } = place
    const { token } = await people.invite(ada, north)
    const answers = await Promise.all([1, 2, 3].map(() => people.accept(carol, token)))
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200])
    await people.changeRole(ada, north, carol, 'admin')
    expect((await people.accept(carol, token)).body).toMatchObject({ role: 'admin' })
    const joined = (await people.audit(ada, north)).filter((line) => line.startsWith('member-joined Carol'))
    expect(joined).toHaveLength(1)
    // It was for once: whoever was removed does not come back by it.
    await people.remove(ada, north, carol)
    expect((await people.accept(carol, token)).status).toBe(409)
  })

  it('stay good for somebody else when a member accepts them, and raise nobody', async () => {
    await using place = await openNorth(create)
    const { people, ada, bob, carol, north } = place
    const { token } = await people.invite(ada, north, { role: 'owner' })
    expect((await people.accept(bob, token)).body).toMatchObject({ role: 'admin' })
    expect((await people.roles(north))[bob.id]).toBe('admin')
    expect((await people.accept(carol, token)).status).toBe(200)
  })

  it('end with what their inviter may give: by removal, by leaving, by a lesser role', async () => {
    await using place = await openNorth(create)
    const { people, ada, bob, carol, north } = place
    const dan = await people.addPerson('Dan')
    await people.bring(ada, north, dan, 'owner')
    const [asOwner, asAdmin] = [
      await people.invite(dan, north, { role: 'owner' }),
      await people.invite(dan, north, { role: 'admin', note: 'Zoe' }),
    ]
    const ofBob = await people.invite(bob, north, { role: 'admin' })
    const ofAda = await people.invite(ada, north)
    await people.changeRole(ada, north, dan, 'admin')
    expect((await people.accept(carol, asOwner.token)).status).toBe(409)
    expect((await preview(people, carol, asAdmin.token)).status).toBe(200)
    await people.remove(ada, north, dan)
    await people.remove(bob, north, bob)
    // Neither comes back by a link that they made before.
    expect((await people.accept(dan, asAdmin.token)).body).toMatchObject({
      message: expect.stringContaining('withdrawn'),
    })
    expect((await people.accept(bob, ofBob.token)).status).toBe(409)
    expect((await people.accept(carol, ofAda.token)).status).toBe(200)
    expect((await people.audit(ada, north)).filter((line) => line.startsWith('invitation-withdrawn'))).toEqual([
      'invitation-withdrawn An invitation by Bob',
      'invitation-withdrawn Zoe by Ada',
      'invitation-withdrawn An invitation by Ada',
    ])
  })

  it('of somebody whose account is disabled lead nowhere', async () => {
    await using place = await openNorth(create)
    const { people, ada, bob, carol, north } = place
    const { token } = await people.invite(bob, north)
    await people.place.database.db.updateTable('user').set({ disabledAt: 1 }).where('id', '=', bob.id).execute()
    expect((await people.accept(carol, token)).status).toBe(409)
    expect((await listed(people, ada, north))[0]).toMatchObject({ state: 'withdrawn' })
  })

  it('that are used cannot be withdrawn; withdrawing twice is once', async () => {
    await using place = await openNorth(create)
    const { people, ada, carol, north } = place
    const used = await people.invite(ada, north)
    await people.accept(carol, used.token)
    const path = (id: string) => `/v1/organizations/${north}/invitations/${id}`
    const refused = await people.call(ada, 'DELETE', path(used.invitation.id))
    expect(refused.status).toBe(409)
    expect(refused.body).toMatchObject({ message: expect.stringContaining('Remove the member') })
    const { invitation } = await people.invite(ada, north)
    expect((await people.call(ada, 'DELETE', path(invitation.id))).status).toBe(204)
    expect((await people.call(ada, 'DELETE', path(invitation.id))).status).toBe(204)
    const lines = await people.audit(ada, north)
    expect(lines.filter((line) => line.startsWith('invitation-withdrawn'))).toHaveLength(1)
  })

  it('are fifty at most that are open, and those are listed before all others', async () => {
    await using place = await openNorth(create)
    const { people, ada, north } = place
    const path = `/v1/organizations/${north}/invitations`
    const first = await people.invite(ada, north, { expiresInDays: 30 })
    for (let i = 1; i < 50; i++) await people.invite(ada, north, { expiresInDays: 1 })
    const refused = await people.call(ada, 'POST', path, {})
    expect(refused.status).toBe(409)
    expect(refused.body).toMatchObject({ code: 'limit-reached', message: expect.stringContaining('50 open') })
    people.place.advance(DAY_MS)
    const last = await people.invite(ada, north)
    const states = await listed(people, ada, north)
    expect(states.slice(0, 2).map(({ id }) => id)).toEqual([last.invitation.id, first.invitation.id])
    expect(states.slice(2).some(({ state }) => state === 'open')).toBe(false)
  })

  it('lead nobody into an organization that is full, and stay open', async () => {
    await using place = await openNorth(create)
    const { people, ada, carol, north } = place
    const { db, dialect } = people.place.database
    const { token } = await people.invite(ada, north)
    const numbers = sql`with recursive n(i) as (select 1 union all select i + 1 from n where i < 998) select`
    const never = new Date(0).toISOString()
    await sql`insert into "user" ("id", "name", "email", "emailVerified", "createdAt", "updatedAt") ${numbers}
      'u' || i, 'u', 'u' || i || '@example.com', ${sql.raw(dialect === 'sqlite' ? '0' : 'false')}, ${date(never)}, ${date(never)}
      from n`.execute(db)
    await sql`insert into "member" ("id", "organizationId", "userId", "role", "createdAt") ${numbers}
      'm' || i, ${north}, 'u' || i, 'member', ${date(never)} from n`.execute(db)
    const refused = await people.accept(carol, token)
    expect(refused.status).toBe(409)
    expect(refused.body).toMatchObject({ code: 'limit-reached', message: expect.stringContaining('1000 members') })
    await db.deleteFrom('member').where('userId', '=', 'u1').execute()
    expect((await people.accept(carol, token)).status).toBe(200)

    function date(text: string) {
      return dialect === 'sqlite' ? sql`${text}` : sql`${text}::timestamptz`
    }
  })

  it('of another organization are nobody’s to see or withdraw', async () => {
    await using place = await openNorth(create)
    const { people, ada, eve, north } = place
    const south = await people.found(eve, 'South')
    const { invitation, token } = await people.invite(ada, north, { note: 'for Carol' })
    expect(await listed(people, eve, south)).toEqual([])
    expect((await people.call(eve, 'DELETE', `/v1/organizations/${south}/invitations/${invitation.id}`)).status).toBe(
      404,
    )
    expect((await people.call(eve, 'DELETE', `/v1/organizations/${north}/invitations/${invitation.id}`)).status).toBe(
      403,
    )
    expect(await isOpenInvitation(people.deps, token)).toBe(true)
  })

  it('keep their token nowhere: not in the database, the list or the audit', async () => {
    await using place = await openNorth(create)
    const { people, ada, north } = place
    const { token } = await people.invite(ada, north, { note: 'for Carol' })
    const { db } = people.place.database
    const tables = [
      await db.selectFrom('organizationInvitation').selectAll().execute(),
      await db.selectFrom('auditEntry').selectAll().execute(),
    ]
    const listing = await people.call(ada, 'GET', `/v1/organizations/${north}/invitations`)
    for (const text of [JSON.stringify(tables), listing.text]) {
      expect(text).toContain('for Carol')
      expect(text).not.toContain(token.slice('moor_inv_'.length))
    }
    expect(listing.text).not.toContain('hash')
  })

  it('cannot be tried without end', async () => {
    await using place = await openNorth(create)
    const { people, carol, eve } = place
    const token = `moor_inv_${'b'.repeat(32)}`
    const attempts = await Promise.all(Array.from({ length: 31 }, () => preview(people, carol, token)))
    expect(attempts.map(({ status }) => status).sort()).toEqual([...Array(30).fill(404), 429])
    expect((await people.accept(carol, token)).status).toBe(429)
    expect((await people.accept(eve, token)).status).toBe(404)
    people.place.advance(60_000)
    expect((await people.accept(carol, token)).status).toBe(404)
  })
})
