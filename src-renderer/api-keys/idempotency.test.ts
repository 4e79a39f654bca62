import { expect, it } from 'vitest'
import { createTokens } from './idempotency.ts'

it('[U7] asks for the same key again when the same form is sent twice', () => {
  const tokenFor = createTokens()
  expect(tokenFor({ name: 'ci', organizationId: 'a' })).toBe(tokenFor({ name: 'ci', organizationId: 'a' }))
})

it('[U7] asks for another key when the form has changed in between', () => {
  const tokenFor = createTokens()
  expect(tokenFor({ name: 'ci', organizationId: 'a' })).not.toBe(tokenFor({ name: 'ci', organizationId: 'b' }))
})

it('[U7] never shares a token between two dialogs', () => {
  expect(createTokens()({ name: 'ci' })).not.toBe(createTokens()({ name: 'ci' }))
})
