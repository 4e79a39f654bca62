import { expect, it } from 'vitest'
import { initialsOf } from './initials.ts'

it.each([
  ['Harbour Works', 'HW'],
  ['mooring', 'M'],
  ['  the Old Harbour Co ', 'TC'],
  ['éclair', 'É'],
  ['👩‍🚀 space', '👩‍🚀S'],
])('%s → %s', (name, initials) => {
  expect(initialsOf(name)).toBe(initials)
})
