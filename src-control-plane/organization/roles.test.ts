import { describe, expect, it } from 'vitest'
import { Role } from '#contract/organization'
import { mayInvite, type Refusal, refuseRemoval, refuseRoleChange } from './roles.ts'

const ACTORS = [...Role.options, null] as const

describe('who may change whose role', () => {
  it.each<[Role | null, Role, Role, number, Refusal | null]>([
    ['owner', 'member', 'owner', 1, null],
    ['owner', 'owner', 'member', 2, null],
    ['owner', 'owner', 'member', 1, 'last-owner'],
    ['owner', 'owner', 'owner', 1, null],
    ['admin', 'member', 'admin', 1, null],
    ['admin', 'admin', 'member', 1, null],
    ['admin', 'member', 'owner', 1, 'owners-only'],
    ['admin', 'admin', 'owner', 1, 'owners-only'],
    ['admin', 'owner', 'member', 2, 'owners-only'],
    ['member', 'member', 'admin', 1, 'admins-only'],
    ['member', 'member', 'member', 1, 'admins-only'],
    [null, 'member', 'admin', 1, 'admins-only'],
  ])('%s: from %s to %s with %i owners', (actor, before, after, owners, refusal) => {
    expect(refuseRoleChange({ actor, before, after, owners })).toBe(refusal)
  })

  it('lets nobody give more than they have', () => {
    for (const actor of ACTORS)
      for (const before of Role.options)
        for (const after of Role.options) {
          const allowed = refuseRoleChange({ actor, before, after, owners: 2 }) === null
          if (allowed) expect(Role.options.indexOf(after)).toBeLessThanOrEqual(ACTORS.indexOf(actor))
        }
  })
})

describe('who may remove whom', () => {
  it.each<[Role | null, Role, boolean, number, Refusal | null]>([
    ['owner', 'owner', false, 2, null],
    ['owner', 'member', false, 1, null],
    ['admin', 'admin', false, 1, null],
    ['admin', 'owner', false, 2, 'owners-only'],
    ['member', 'member', false, 1, 'admins-only'],
    [null, 'member', false, 1, 'admins-only'],
    ['member', 'member', true, 1, null],
    ['owner', 'owner', true, 2, null],
    ['owner', 'owner', true, 1, 'last-owner'],
  ])('%s removes %s (leaves: %s) with %i owners', (actor, target, leaves, owners, refusal) => {
    expect(refuseRemoval({ actor, target, leaves, owners })).toBe(refusal)
  })
})

it('lets nobody invite above their own role, and only admins at all', () => {
  const allowed = ACTORS.flatMap((actor) =>
    Role.options.filter((role) => mayInvite(actor, role)).map((role) => [actor, role]),
  )
  expect(allowed).toEqual([
    ['admin', 'member'],
    ['admin', 'admin'],
    ['owner', 'member'],
    ['owner', 'admin'],
    ['owner', 'owner'],
  ])
})
