import { expect, it } from 'vitest'
import { Member } from '#contract/organization'
import { describeEachDatabase } from '../database/testing.ts'
import { authorize } from '../identity/index.ts'
import { createInvitation } from './invitations.ts'
import { changeRole, removeMember } from './members.ts'
import { openPeopleForTest, type Person, type TestPeople } from './testing.ts'

/** Ada owns North, Bob is an admin, Carol a member; Eve is nobody there. */
async function openNorth(create: Parameters<typeof openPeopleForTest>[0]) {
  const people = await openPeopleForTest(create)
  const [ada, bob, carol, eve] = [
    await people.addPerson('Ada'),
    await people.addPerson('Bob'),
    await people.addPerson('Carol'),
    await people.addPerson('Eve'),
  ]
  const north = await people.found(ada)
  await people.bring(ada, north, bob, 'admin')
  await people.bring(bob, north, carol)
  return { people, ada, bob, carol, eve, north, [Symbol.asyncDispose]: () => people[Symbol.asyncDispose]() }
}

const statusOf = async (answer: Promise<{ status: number }>) => (await answer).status

describeEachDatabase('members', (create) => {
  it('are listed with name, e-mail, role and when they joined, oldest first, for members', async () => {
    await using place = await openNorth(create)
    const { people, ada, carol, eve, north } = place
    const listed = await people.call(carol, 'GET', `/v1/organizations/${north}/members`)
    expect(listed.status).toBe(200)
    expect(listed.body).toMatchObject([
      { userId: ada.id, name: 'Ada', role: 'owner', email: expect.stringContaining('ada-') },
      { name: 'Bob', role: 'admin' },
      { name: 'Carol', role: 'member', joinedAt: expect.any(Number) },
    ])
    const [, , last] = Member.array().parse(listed.body)
    expect(Math.abs(Date.now() - (last?.joinedAt ?? 0))).toBeLessThan(60_000)
    expect(await statusOf(people.call(eve, 'GET', `/v1/organizations/${north}/members`))).toBe(403)
  })

  it('are given other roles by admins, up to admin; owners are made and unmade by owners', async () => {
    await using place = await openNorth(create)
    const { people, ada, bob, carol, eve, north } = place
    const change = (by: Person, of: Person, role: 'member' | 'admin' | 'owner') =>
      statusOf(people.changeRole(by, north, of, role))
    expect(await change(carol, carol, 'admin')).toBe(403)
    expect(await change(bob, carol, 'admin')).toBe(200)
    expect(await change(bob, carol, 'owner')).toBe(403)
    expect(await change(bob, bob, 'owner')).toBe(403)
    expect(await change(bob, ada, 'member')).toBe(403)
    expect(await change(ada, carol, 'owner')).toBe(200)
    expect(await change(carol, ada, 'member')).toBe(200)
    expect(await change(ada, bob, 'member')).toBe(403)
    expect(await change(carol, eve, 'member')).toBe(404)
    expect(await people.roles(north)).toEqual({ [ada.id]: 'member', [bob.id]: 'admin', [carol.id]: 'owner' })
  })

  it('are removed by admins, owners by owners, and leave by themselves', async () => {
    await using place = await openNorth(create)
    const { people, ada, bob, carol, eve, north } = place
    const dan = await people.addPerson('Dan')
    await people.bring(ada, north, dan, 'owner')
    expect(await statusOf(people.remove(carol, north, bob))).toBe(403)
    expect(await statusOf(people.remove(bob, north, ada))).toBe(403)
    expect(await statusOf(people.remove(bob, north, eve))).toBe(404)
    expect(await statusOf(people.remove(bob, north, carol))).toBe(204)
    expect(await statusOf(people.remove(bob, north, carol))).toBe(404)
    expect(await statusOf(people.call(carol, 'GET', `/v1/organizations/${north}/members`))).toBe(403)
    expect(await statusOf(people.remove(bob, north, bob))).toBe(204)
    expect(await statusOf(people.remove(ada, north, dan))).toBe(204)
    expect(await people.roles(north)).toEqual({ [ada.id]: 'owner' })
  })

  it('keep an owner: the last one cannot be demoted, leave or be removed', async () => {
    await using place = await openNorth(create)
    const { people, ada, north } = place
    for (const refused of [await people.changeRole(ada, north, ada, 'admin'), await people.remove(ada, north, ada)]) {
      expect(refused.status).toBe(409)
      expect(refused.body).toMatchObject({ code: 'conflict', message: expect.stringContaining('needs an owner') })
    }
  })

  it.each<[string, (people: TestPeople, north: string, one: Person, other: Person) => Promise<{ status: number }>[]]>([
    ['leave', (people, north, one, other) => [people.remove(one, north, one), people.remove(other, north, other)]],
    [
      'remove each other',
      (people, north, one, other) => [people.remove(one, north, other), people.remove(other, north, one)],
    ],
    [
      'demote each other',
      (people, north, one, other) => [
        people.changeRole(one, north, other, 'member'),
        people.changeRole(other, north, one, 'member'),
      ],
    ],
    [
      'step down and leave',
      (people, north, one, other) => [people.changeRole(one, north, one, 'admin'), people.remove(other, north, other)],
    ],
  ])('keep an owner when both owners %s at once', async (_, act) => {
    await using people = await openPeopleForTest(create)
    const [one, other] = [await people.addPerson('Ada'), await people.addPerson('Bob')]
    for (let round = 0; round < 5; round++) {
      const north = await people.found(one)
      await people.bring(one, north, other, 'owner')
      const answers = await Promise.all(act(people, north, one, other))
      expect(answers.filter(({ status }) => status < 300)).toHaveLength(1)
      expect(Object.values(await people.roles(north)).filter((role) => role === 'owner')).toHaveLength(1)
    }
  })

  it('count by their role of now: what was allowed at the door may be a moment old', async () => {
    await using place = await openNorth(create)
    const { people, ada, bob, carol, north } = place
    const principal = await people.place.identity.verifiers.session(bob.session)
    if (principal === null) throw new Error('Bob is signed in')
    const scope = authorize(principal, north, 'admin')
    const actor = { principal, address: null }
    await people.changeRole(ada, north, bob, 'member')
    const refused = { outcome: 'refused', because: 'admins-only' }
    expect(await changeRole(people.deps, scope, actor, carol.id, 'admin')).toEqual(refused)
    expect(await removeMember(people.deps, scope, actor, carol.id)).toEqual(refused)
    const request = { role: 'member' as const, note: '', expiresInDays: 7 }
    expect(await createInvitation(people.deps, scope, actor, request)).toEqual({ outcome: 'above-own-role' })
  })

  it('who leave are remembered with the date until they come back', async () => {
    await using place = await openNorth(create)
    const { people, ada, carol, north } = place
    const former = () =>
      people.place.database.read.selectFrom('formerMember').selectAll().where('userId', '=', carol.id).execute()
    const before = people.place.now()
    await people.remove(carol, north, carol)
    const [row] = await former()
    expect(row).toMatchObject({ organizationId: north, userId: carol.id })
    expect(row?.endedAt).toBeGreaterThanOrEqual(before)
    await people.bring(ada, north, carol)
    expect(await former()).toEqual([])
    people.place.advance(60_000)
    await people.remove(ada, north, carol)
    expect((await former())[0]?.endedAt).toBeGreaterThanOrEqual(before + 60_000)
  })

  it('[K12] are shown to, changed and invited by no key and no token, whatever its kind and role', async () => {
    await using place = await openNorth(create)
    const { people, ada, carol, north } = place
    const { token } = await people.invite(ada, north)
    const keys = [
      await people.place.addKey({ kind: 'member', owner: ada.id, organization: north }),
      await people.place.addKey({ kind: 'personal', owner: ada.id }),
      await people.place.addKey({ kind: 'service', organization: north, role: 'admin' }),
    ].map(({ secret }) => secret)
    const { tokens, verifiers } = people.place.identity
    const principal = await verifiers.session(ada.session)
    const credentials = [...keys, principal === null ? '' : await tokens.issue(principal)]
    const base = `/v1/organizations/${north}`
    const requests: [string, string, unknown?][] = [
      ['POST', '/v1/organizations', { name: 'Another' }],
      ['PATCH', base, { name: 'Renamed' }],
      ['GET', `${base}/members`],
      ['PATCH', `${base}/members/${carol.id}`, { role: 'admin' }],
      ['DELETE', `${base}/members/${carol.id}`],
      ['DELETE', `${base}/members/${ada.id}`],
      ['GET', `${base}/invitations`],
      ['POST', `${base}/invitations`, {}],
      ['DELETE', `${base}/invitations/inv_made_up`],
      ['POST', '/v1/invitations/preview', { token }],
      ['POST', '/v1/invitations/accept', { token }],
      ['GET', `${base}/audit`],
      ['GET', `${base}/audit.csv`],
    ]
    const before = await people.audit(ada, north)
    for (const credential of credentials) {
      expect(await statusOf(people.call(credential, 'GET', '/v1/organizations'))).toBe(200)
      for (const [method, path, body] of requests) {
        const answer = await people.call(credential, method, path, body)
        expect([method, path, answer.status]).toEqual([method, path, 403])
        expect(answer.body).toMatchObject({ message: expect.stringContaining('Only a signed-in person') })
      }
    }
    expect(await people.audit(ada, north)).toEqual(before)
  })
})

describeEachDatabase('organizations', (create) => {
  it('are renamed by admins; the name is read anew at once, the slug stays', async () => {
    await using place = await openNorth(create)
    const { people, bob, carol, north } = place
    const path = `/v1/organizations/${north}`
    expect(await statusOf(people.call(carol, 'PATCH', path, { name: 'Mine' }))).toBe(403)
    expect(await statusOf(people.call(bob, 'PATCH', path, { name: '  ' }))).toBe(400)
    expect(await statusOf(people.call(bob, 'PATCH', path, { name: 'bell \u0007' }))).toBe(400)
    const [before] = (await people.call(carol, 'GET', '/v1/organizations')).body as { slug: string }[]
    expect((await people.call(bob, 'PATCH', path, { name: ' South ' })).body).toMatchObject({
      name: 'South',
      role: 'admin',
    })
    const seen = await people.call(carol, 'GET', '/v1/organizations')
    expect(seen.body).toEqual([{ id: north, name: 'South', slug: before?.slug, role: 'member' }])
    expect((await people.audit(bob, north)).filter((line) => line.startsWith('organization-renamed'))).toEqual([
      'organization-renamed South by Bob',
    ])
  })

  it('say in the audit who did what to whom, every time', async () => {
    await using place = await openNorth(create)
    const { people, ada, bob, carol, north } = place
    await people.changeRole(ada, north, carol, 'admin')
    await people.changeRole(ada, north, carol, 'admin')
    await people.remove(bob, north, carol)
    await people.remove(bob, north, bob)
    expect(await people.audit(ada, north)).toEqual([
      'member-left Bob by Bob',
      'member-removed Carol by Bob',
      'role-changed Carol by Ada',
      'member-joined Carol by Carol',
      'invitation-created An invitation by Bob',
      'member-joined Bob by Bob',
      'invitation-created An invitation by Ada',
      'organization-created North by Ada',
    ])
  })

  it('tell whoever listens of each change', async () => {
    await using place = await openNorth(create)
    const { people, ada, bob, carol, north } = place
    const told: string[] = []
    using _ = people.place.database.changes.subscribe((change) => {
      if (change !== 'anything' && change.organizationId === north) told.push(`${change.table} ${change.userId}`)
    })
    const toldBy = async (act: () => Promise<unknown>) => {
      told.length = 0
      await act()
      return [...new Set(told)]
    }
    expect(await toldBy(() => people.changeRole(ada, north, bob, 'member'))).toContain(`member ${bob.id}`)
    expect(await toldBy(() => people.remove(ada, north, carol))).toContain(`member ${carol.id}`)
    expect(
      await toldBy(() => people.call(ada, 'PATCH', `/v1/organizations/${north}`, { name: 'Far North' })),
    ).toContain('organization null')
    expect(await toldBy(() => people.invite(ada, north))).toContain('organizationInvitation null')
  })

  it('are not founded without end by one person', async () => {
    await using people = await openPeopleForTest(create)
    const ada = await people.addPerson('Ada')
    for (let i = 0; i < 100; i++) await people.place.addOrganization(`O${i}`, { [ada.id]: 'member' })
    const refused = await people.call(ada, 'POST', '/v1/organizations', { name: 'One more' })
    expect(refused.status).toBe(409)
    expect(refused.body).toMatchObject({ code: 'limit-reached' })
  })
})
