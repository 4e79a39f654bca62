import { expect, it } from 'vitest'
import type { FailureCode } from '#contract/failure'
import { signedOutWords } from './signed-out-words.ts'

it.each<[FailureCode, string, string]>([
  ['not-signed-in', 'Signed out', 'all'],
  ['revoked', 'Signed out', 'all'],
  ['forbidden', 'You have no access', 'all'],
  ['control-plane-unreachable', 'The control plane does not answer', 'others'],
  ['unavailable', 'The control plane does not answer', 'others'],
])('says for %s: %s, and offers %s ways in', (code, title, ways) => {
  expect(signedOutWords({ code }, false)).toEqual({ title, ways })
})

it('offers no form where the credential comes from the environment', () => {
  expect(signedOutWords({ code: 'revoked' }, true).ways).toBe('none')
  expect(signedOutWords({ code: 'timeout' }, true).ways).toBe('none')
})
