import { expect, it } from 'vitest'
import type { InvitationState } from '#contract/organization'
import { invitationState } from './invitation-state.ts'
import { invitationLink, looksLikeInvitation, newInvitationToken } from './invitation-token.ts'

const OPEN = { acceptedAt: null, withdrawnAt: null, expiresAt: 100, inviterDisabledAt: null }

it.each<[string, Partial<Parameters<typeof invitationState>[0]>, number, InvitationState]>([
  ['before it expires', {}, 99, 'open'],
  ['at the moment when it expires', {}, 100, 'expired'],
  ['once used, though it would have expired', { acceptedAt: 5 }, 200, 'accepted'],
  ['once withdrawn', { withdrawnAt: 5 }, 50, 'withdrawn'],
  ['withdrawn and expired', { withdrawnAt: 5 }, 200, 'withdrawn'],
  ['whose inviter is disabled', { inviterDisabledAt: 5 }, 50, 'withdrawn'],
])('an invitation %s', (_, facts, now, state) => {
  expect(invitationState({ ...OPEN, ...facts }, now)).toBe(state)
})

it('makes tokens that are recognised, and never the same twice', () => {
  const tokens = Array.from({ length: 100 }, newInvitationToken)
  expect(new Set(tokens).size).toBe(100)
  for (const token of tokens) expect(looksLikeInvitation(token)).toBe(true)
  for (const text of [
    '',
    'moor_inv_',
    tokens[0]?.slice(1),
    `${tokens[0]}x`,
    `${tokens[0]}\n`,
    `moor_live_${'a'.repeat(42)}`,
  ])
    expect(looksLikeInvitation(text ?? '')).toBe(false)
})

it('puts the token where no server sees it, whatever the address ends with', () => {
  for (const url of ['https://mooring.example', 'https://mooring.example/', 'https://example.com/mooring//']) {
    const link = new URL(invitationLink(url, 'moor_inv_x'))
    expect(link.hash).toBe('#moor_inv_x')
    expect(link.pathname.endsWith('/invitation')).toBe(true)
    expect(link.pathname).not.toContain('//')
    expect(link.search).toBe('')
  }
})
