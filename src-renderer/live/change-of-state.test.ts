import { expect, it } from 'vitest'
import type { AppState } from '#contract/app'
import { takenAway } from './change-of-state.ts'

type State = Pick<AppState, 'controlPlane' | 'identity'>

const organization = (id: string) => ({ id, name: id, slug: id, role: 'member' as const })

function signedIn(user: string, organizations: string[], url = 'https://moor.example'): State {
  return {
    controlPlane: { url, embedded: false, fixedBy: null },
    identity: {
      state: 'signed-in',
      me: {
        kind: 'session',
        user: { id: user, name: user, email: `${user}@example.com` },
        keyId: null,
        organizations: organizations.map(organization),
      },
    },
  }
}

const signedOut: State = {
  controlPlane: { url: 'https://moor.example', embedded: false, fixedBy: null },
  identity: { state: 'signed-out', failure: { code: 'revoked', message: 'Your sign-in was ended.' } },
}

const ada = signedIn('ada', ['a', 'b'])

it.each<[string, State | undefined, State, object]>([
  ['at the first state', undefined, ada, { what: 'nothing' }],
  ['when nothing changed', ada, signedIn('ada', ['b', 'a']), { what: 'nothing' }],
  ['when one is joined', ada, signedIn('ada', ['a', 'b', 'c']), { what: 'nothing' }],
  ['when one is lost', ada, signedIn('ada', ['a']), { what: 'organizations', gone: [organization('b')] }],
  ['when somebody else signs in', ada, signedIn('grace', ['a', 'b']), { what: 'everything' }],
  ['when the sign-in ends', ada, signedOut, { what: 'everything' }],
  ['when somebody signs in', signedOut, ada, { what: 'nothing' }],
  ['on another control plane', ada, signedIn('ada', ['a', 'b'], 'https://other.example'), { what: 'everything' }],
])('takes away %s', (_, before, now, expected) => {
  expect(takenAway(before, now)).toEqual(expected)
})
