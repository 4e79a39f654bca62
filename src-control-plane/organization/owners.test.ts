// Whatever people do to one another, in whatever order and at once: an organization keeps an owner.
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { Role } from '#contract/organization'
import { describeEachDatabase } from '../database/testing.ts'
import { authorize, type SessionPrincipal } from '../identity/index.ts'
import { acceptInvitation } from './accept-invitation.ts'
import { createInvitation } from './invitations.ts'
import { changeRole, removeMember } from './members.ts'
import { createOrganization } from './organizations.ts'
import { mayInvite } from './roles.ts'
import { openPeopleForTest } from './testing.ts'

const PEOPLE = 4
/** Each costs a transaction or two on a real database. */
const RUNS = 40

const who = fc.nat({ max: PEOPLE - 1 })
const role = fc.constantFrom(...Role.options)
/** What those are who did not found it. */
const begin = fc.array(fc.option(role), { minLength: PEOPLE - 1, maxLength: PEOPLE - 1 })
const step = fc.oneof(
  fc.record({ what: fc.constant('role' as const), by: who, of: who, role }),
  fc.record({ what: fc.constant('remove' as const), by: who, of: who }),
  fc.record({ what: fc.constant('leave' as const), by: who }),
  fc.record({ what: fc.constant('invite' as const), by: who, role }),
  fc.record({ what: fc.constant('join' as const), by: who, which: fc.nat({ max: 5 }) }),
)
type Step = typeof step extends fc.Arbitrary<infer S> ? S : never

describeEachDatabase('an organization', (create) => {
  it('keeps an owner through any sequence of joining, leaving, changing and removing, and its open links are worth no more than who gave them', {
    timeout: 60_000,
  }, async () => {
    await using people = await openPeopleForTest(create)
    const { deps, place } = people
    const persons = await Promise.all(['Ada', 'Bob', 'Carol', 'Dan'].map((name) => people.addPerson(name)))

    async function play(organizationId: string, links: string[], steps: readonly Step[]): Promise<void> {
      // Everybody was an owner when they came through the door: only what the transaction finds can refuse them.
      const claims = persons.map(({ id, name, session }): SessionPrincipal => {
        const organizations = [{ id: organizationId, name: 'North', slug: 'north', role: 'owner' as const }]
        const source = { type: 'session' as const, id: session }
        return {
          kind: 'session',
          via: 'bearer',
          source,
          user: { id, name, email: '' },
          organizations,
          validUntil: null,
        }
      })
      await Promise.all(
        steps.map(async (taken) => {
          const principal = claims[taken.by]
          if (principal === undefined) return
          const scope = authorize(principal, organizationId, 'owner')
          const actor = { principal, address: null }
          const idOf = (index: number) => persons[index]?.id ?? ''
          switch (taken.what) {
            case 'role':
              return changeRole(deps, scope, actor, idOf(taken.of), taken.role)
            case 'remove':
              return removeMember(deps, scope, actor, idOf(taken.of))
            case 'leave':
              return removeMember(deps, scope, actor, idOf(taken.by))
            case 'invite': {
              const request = { role: taken.role, note: '', expiresInDays: 7 }
              const result = await createInvitation(deps, scope, actor, request)
              if (result.outcome === 'created') links.push(result.created.link.split('#')[1] ?? '')
              return result
            }
            case 'join':
              return acceptInvitation(deps, principal, actor, links[taken.which % links.length] ?? '')
            default:
              return taken satisfies never
          }
        }),
      )
    }

    await fc.assert(
      fc.asyncProperty(
        begin,
        fc.array(fc.array(step, { minLength: 1, maxLength: 4 }), { maxLength: 12 }),
        async (others, batches) => {
          const { id } = await createOrganization(deps, persons[0]?.id ?? '', { name: 'North' })
          for (const [i, role] of others.entries()) {
            if (role !== null) await place.addMember(id, persons[i + 1]?.id ?? '', role)
          }
          const links: string[] = []
          for (const steps of batches) {
            await play(id, links, steps)
            const roles = await people.roles(id)
            expect(Object.values(roles)).toContain('owner')
            const open = await place.database.db
              .selectFrom('organizationInvitation')
              .select(['createdByUserId', 'role'])
              .where('organizationId', '=', id)
              .where('acceptedAt', 'is', null)
              .where('withdrawnAt', 'is', null)
              .execute()
            for (const { createdByUserId, role } of open)
              expect(mayInvite(roles[createdByUserId] ?? null, role)).toBe(true)
          }
        },
      ),
      { numRuns: RUNS },
    )
  })
})
