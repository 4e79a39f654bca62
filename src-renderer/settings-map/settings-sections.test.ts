import { expect, it } from 'vitest'
import type { Role } from '#contract/organization'
import { sectionsFor } from './settings-sections.ts'

const EVERYBODY = ['General', 'Terminal', 'Control planes', 'Account']

it.each<[Role | undefined, string[]]>([
  [undefined, EVERYBODY],
  ['member', [...EVERYBODY, 'Organization', 'Members', 'Providers']],
  ['admin', [...EVERYBODY, 'Organization', 'Members', 'Invitations', 'Keys of everybody', 'Providers', 'Audit']],
])('offers somebody whose role is %s exactly what they can use', (role, titles) => {
  expect(sectionsFor(role).map(({ title }) => title)).toEqual(titles)
})
