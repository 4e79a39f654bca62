import { describe, expect, it } from 'vitest'
import type { Role } from '#contract/organization'
import { invitedRoles, mayRemove, roleOptions, whyMustStay } from './member-rights.ts'

/** Each role that can be given, and each that is shown but cannot, in brackets. */
const offered = (own: Role, theirs: Role, owners: number) =>
  roleOptions({ own, theirs, owners }).map(({ value, unavailable }) => (unavailable ? `(${value})` : value))

describe('the roles that the page offers', () => {
  it.each<[Role, Role, number, string[]]>([
    ['member', 'member', 1, []],
    ['admin', 'member', 1, ['member', 'admin', '(owner)']],
    ['admin', 'admin', 1, ['member', 'admin', '(owner)']],
    ['admin', 'owner', 2, []],
    ['owner', 'member', 1, ['member', 'admin', 'owner']],
    ['owner', 'owner', 2, ['member', 'admin', 'owner']],
    ['owner', 'owner', 1, ['(member)', '(admin)', 'owner']],
  ])('to a %s for a %s, with %i owners', (own, theirs, owners, roles) => {
    expect(offered(own, theirs, owners)).toEqual(roles)
  })
})

it.each<[Role, Role, boolean]>([
  ['member', 'member', false],
  ['admin', 'member', true],
  ['admin', 'owner', false],
  ['owner', 'owner', true],
])('a %s may remove a %s: %s', (own, theirs, may) => {
  expect(mayRemove({ own, theirs, owners: 2 })).toBe(may)
})

it('keeps the last owner, and says what to do', () => {
  expect(whyMustStay({ theirs: 'owner', owners: 1 })).toMatch(/somebody else an owner/)
  expect(whyMustStay({ theirs: 'owner', owners: 2 })).toBeUndefined()
  expect(whyMustStay({ theirs: 'admin', owners: 1 })).toBeUndefined()
})

it('invites to one’s own role at most', () => {
  expect(invitedRoles('admin').map(({ value }) => value)).toEqual(['member', 'admin'])
  expect(invitedRoles('owner').map(({ value }) => value)).toEqual(['member', 'admin', 'owner'])
})
