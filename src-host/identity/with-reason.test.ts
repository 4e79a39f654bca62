import { expect, it } from 'vitest'
import type { AppState } from '#contract/app'
import { Failure } from '#contract/failure'
import { withReason } from './with-reason.ts'

const signedIn: AppState['identity'] = {
  state: 'signed-in',
  me: { kind: 'session', user: null, keyId: null, organizations: [] },
}
const out = (code: 'not-signed-in' | 'control-plane-unreachable' | 'revoked', message: string = code) =>
  ({ state: 'signed-out', failure: { code, message } }) satisfies AppState['identity']
const deleted = new Failure('revoked', 'The API key was deleted.')

it.each([
  ['a sign-in that is good', signedIn, signedIn, deleted, signedIn],
  ['why it ended', signedIn, out('not-signed-in'), deleted, out('revoked', deleted.message)],
  ['no reason when none was said', signedIn, out('not-signed-in'), undefined, out('not-signed-in')],
  ['silence as silence', signedIn, out('control-plane-unreachable'), deleted, out('control-plane-unreachable')],
  ['the reason that is known', out('revoked'), out('not-signed-in'), undefined, out('revoked')],
  ['no reason of another kind', signedIn, out('not-signed-in'), new Failure('timeout', 'slow'), out('not-signed-in')],
])('[L9] shows %s', (_what, before, now, because, shown) => {
  expect(withReason(before, now, because)).toMatchObject(shown)
})
