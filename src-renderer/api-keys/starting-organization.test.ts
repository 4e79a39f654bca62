import { describe, expect, it } from 'vitest'
import type { OrganizationMembership } from '#contract/organization'
import { startingOrganization } from './starting-organization.ts'

const mine: OrganizationMembership[] = ['a', 'b', 'c'].map((id) => ({ id, name: id, slug: id, role: 'member' }))

describe('the organization that the dialog proposes', () => {
  it('is the window’s own at first', () => {
    expect(startingOrganization(mine, 'a', null)).toBe('a')
  })

  it('is the last choice while the window is where it was', () => {
    expect(startingOrganization(mine, 'a', { windowOrganizationId: 'a', chosenOrganizationId: 'b' })).toBe('b')
  })

  it('is the window’s own again once the window has moved', () => {
    expect(startingOrganization(mine, 'c', { windowOrganizationId: 'a', chosenOrganizationId: 'b' })).toBe('c')
  })

  it('is never one that the person has left', () => {
    expect(startingOrganization(mine, 'a', { windowOrganizationId: 'a', chosenOrganizationId: 'gone' })).toBe('a')
  })
})
