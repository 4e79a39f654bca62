import { expect, it } from 'vitest'
import type { Role } from '#contract/organization'
import { sectionsFor } from './settings-sections.ts'

const EVERYBODY = ['General', 'Terminal', 'Control planes', 'Account']

it.each<[Role | undefined, boolean, string[]]>([
  [undefined, true, EVERYBODY],
  ['member', true, [...EVERYBODY, 'Organization', 'Members', 'Providers', 'Gateway']],
  [
    'admin',
    true,
    [...EVERYBODY, 'Organization', 'Members', 'Invitations', 'Keys of everybody', 'Providers', 'Gateway', 'Audit'],
  ],
  ['admin', false, [...EVERYBODY, 'Providers', 'Gateway']],
])('offers whose role is %s (a person: %s) exactly what they can use', (role, isPerson, titles) => {
  expect(sectionsFor({ role, isPerson }).map(({ title }) => title)).toEqual(titles)
})
