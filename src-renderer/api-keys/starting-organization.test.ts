import { describe, expect, it } from 'vitest'
import { startingOrganization } from './starting-organization.ts'

const mine = ['a', 'b', 'c'].map((id) => ({ value: id, label: id }))

describe('[U1] the organization that the dialog proposes', () => {
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

  it('is one that can be chosen, where the window’s own cannot', () => {
    const choices = [{ value: 'a', label: 'a', unavailable: 'you are not an admin' }, ...mine.slice(1)]
    expect(startingOrganization(choices, 'a', null)).toBe('b')
  })
})
