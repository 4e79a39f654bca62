import { describe, expect, it } from 'vitest'
import type { OrganizationMembership, Role } from '#contract/organization'
import { organizationChoices, whyNoKind } from './key-choices.ts'

const one = (id: string, role: Role): OrganizationMembership => ({ id, name: id, slug: id, role })

describe('[U1] what cannot be chosen says why', () => {
  it.each([
    ['member', ['member'], undefined],
    ['personal', ['member'], undefined],
    ['service', ['admin'], undefined],
    ['service', ['member', 'owner'], undefined],
    ['service', ['member'], /Only admins of a/],
    ['service', ['member', 'member'], /in each of your organizations/],
  ] as const)('a %s key for somebody who is %j', (kind, roles, why) => {
    const organizations = roles.map((role, index) => one('abc'[index] ?? '', role))
    const said = whyNoKind(kind, organizations)
    if (why === undefined) expect(said).toBeUndefined()
    else expect(said).toMatch(why)
  })

  it('offers every organization for a member key', () => {
    expect(organizationChoices('member', [one('a', 'member'), one('b', 'owner')])).toEqual([
      { value: 'a', label: 'a' },
      { value: 'b', label: 'b' },
    ])
  })

  it('shows an organization where the person is no admin, and why it has no service key of theirs', () => {
    expect(organizationChoices('service', [one('a', 'member'), one('b', 'admin')])).toEqual([
      { value: 'a', label: 'a', unavailable: 'you are not an admin' },
      { value: 'b', label: 'b' },
    ])
  })
})
