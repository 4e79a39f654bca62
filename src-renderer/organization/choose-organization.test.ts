import { expect, it } from 'vitest'
import type { OrganizationMembership } from '#contract/organization'
import { chooseOrganization } from './choose-organization.ts'

const harbour: OrganizationMembership = { id: 'org_a', name: 'Harbour', slug: 'harbour', role: 'owner' }
const tide: OrganizationMembership = { id: 'org_b', name: 'Tide', slug: 'tide', role: 'member' }

it('acts in the organization chosen last', () => {
  expect(chooseOrganization([harbour, tide], 'org_b')).toBe(tide)
})

it('falls back to the first when the chosen one was left', () => {
  expect(chooseOrganization([harbour, tide], 'org_gone')).toBe(harbour)
})

it('has none while the person belongs to none', () => {
  expect(chooseOrganization([], 'org_a')).toBeUndefined()
})
