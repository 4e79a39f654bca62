import { expect, it } from 'vitest'
import { MintRequest } from '#contract/api-key'
import { type KeyDraft, mintWish } from './key-draft.ts'

const NOW = new Date(2026, 10, 23).getTime()
const draft: KeyDraft = {
  name: ' ci-deploy ',
  kind: 'member',
  organizationId: 'org_a',
  role: 'admin',
  expiry: '30',
  date: '',
}

it.each<[KeyDraft['kind'], object]>([
  ['member', { kind: 'member', name: 'ci-deploy', expiresInDays: 30, organizationId: 'org_a' }],
  ['personal', { kind: 'personal', name: 'ci-deploy', expiresInDays: 30 }],
  ['service', { kind: 'service', name: 'ci-deploy', expiresInDays: 30, organizationId: 'org_a', role: 'admin' }],
])('[K1] asks for a %s key with exactly what it is bound to', (kind, request) => {
  const wish = mintWish({ ...draft, kind }, NOW)
  expect(wish).toEqual({ outcome: 'wish', request })
  expect(wish.outcome === 'wish' && MintRequest.safeParse(wish.request).success).toBe(true)
})

it('names what is wrong by its field', () => {
  expect(mintWish({ ...draft, name: '  ' }, NOW)).toMatchObject({
    outcome: 'wrong',
    errors: { name: expect.stringMatching(/1 to 60/) },
  })
  expect(mintWish({ ...draft, expiry: 'date' }, NOW)).toEqual({
    outcome: 'wrong',
    errors: { expiresAt: 'Choose a date.' },
  })
})
