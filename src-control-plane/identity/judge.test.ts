import { describe, expect, it } from 'vitest'
import type { Role } from '#contract/organization'
import type { Change } from '../database/index.ts'
import { authorize } from './authorize.ts'
import { concerns } from './concerns.ts'
import { judge } from './judge.ts'
import type { Principal } from './principal.ts'
import type { Standing } from './standing.ts'

type Kind = Principal['kind']

const NORTH = { id: 'org_north', name: 'North', slug: 'north' }
const SOUTH = { id: 'org_south', name: 'South', slug: 'south', role: 'owner' as const }

function principalOf(kind: Kind, role: Role | null): Principal {
  const organizations = role === null ? [SOUTH] : [{ ...NORTH, role }, SOUTH]
  const reach = { organizations, validUntil: null }
  const user = { id: 'ada', name: 'Ada', email: 'ada@example.com' }
  const key = { ...reach, source: { type: 'api-key', id: 'key_1' } } as const
  switch (kind) {
    case 'session':
      return { ...reach, kind, via: 'bearer', user, source: { type: 'session', id: 'session_1' } }
    case 'service-key':
      return { ...key, kind, user: null }
    default:
      return { ...key, kind, user }
  }
}

const good = (principal: Principal): Standing => ({ standing: 'good', principal })

describe('judging what is open', () => {
  type Row = { kind: Kind; role: Role; now: Role | null; code: string | null; says?: string }
  it.each<Row>([
    { kind: 'session', role: 'member', now: 'member', code: null },
    { kind: 'session', role: 'member', now: null, code: 'revoked', says: 'You are no longer a member of North.' },
    { kind: 'session', role: 'member', now: 'admin', code: 'access-changed', says: 'The role in North is now "admin"' },
    { kind: 'session', role: 'owner', now: 'member', code: 'access-changed', says: 'now "member"' },
    { kind: 'member-key', role: 'member', now: null, code: 'revoked', says: "The key's owner is no longer a member" },
    { kind: 'personal-key', role: 'admin', now: 'member', code: 'access-changed' },
    { kind: 'service-key', role: 'member', now: 'member', code: null },
    // A token keeps the lesser role that it was minted with.
    { kind: 'token', role: 'member', now: 'admin', code: null },
    { kind: 'token', role: 'admin', now: 'member', code: 'access-changed' },
    { kind: 'token', role: 'member', now: null, code: 'revoked' },
  ])('[K7] $kind as $role, now $now: $code', ({ kind, role, now, code, says = '' }) => {
    const principal = principalOf(kind, role)
    const scope = authorize(principal, NORTH.id, 'member')
    const failure = judge({ principal, scope }, good(principalOf(kind === 'token' ? 'member-key' : kind, now)))
    expect(failure?.code ?? null).toBe(code)
    expect(failure?.message ?? '').toContain(says)
  })

  it.each([
    { because: 'unknown', key: 'The API key was deleted.', session: 'The sign-in was ended.' },
    { because: 'expired', key: 'The API key has expired.', session: 'The sign-in has expired.' },
    { because: 'disabled', key: 'The account was disabled.', session: 'The account was disabled.' },
  ] as const)('[K8] whose credential is $because has nothing open, not even what is their own', (row) => {
    const standing: Standing = { standing: 'gone', because: row.because }
    const key = judge({ principal: principalOf('member-key', 'member'), scope: null }, standing)
    const session = judge({ principal: principalOf('session', 'member'), scope: null }, standing)
    expect(key).toMatchObject({ code: 'revoked', message: row.key })
    expect(session).toMatchObject({ code: 'revoked', message: row.session })
  })

  it('what is a person’s own stays whatever they are a member of', () => {
    expect(judge({ principal: principalOf('session', 'owner'), scope: null }, good(principalOf('session', null)))).toBe(
      null,
    )
  })
})

describe('whom a change concerns', () => {
  const change = (table: Change['table'], row: Partial<Change> = {}): Change => ({
    table,
    organizationId: null,
    userId: null,
    id: 'x',
    ...row,
  })
  const [session, key, service] = (['session', 'member-key', 'service-key'] as const).map((kind) =>
    principalOf(kind, 'member'),
  )
  it.each([
    { change: 'anything' as const, whom: [true, true, true] },
    { change: change('apiKey', { id: 'key_1' }), whom: [false, true, true] },
    { change: change('apiKey', { id: 'key_2', userId: 'ada' }), whom: [false, false, false] },
    { change: change('session', { id: 'session_1' }), whom: [true, false, false] },
    { change: change('session', { id: 'session_2', userId: 'ada' }), whom: [false, false, false] },
    { change: change('user', { userId: 'ada' }), whom: [true, true, false] },
    { change: change('member', { userId: 'ada', organizationId: 'org_other' }), whom: [true, true, false] },
    { change: change('member', { userId: 'bob', organizationId: 'org_north' }), whom: [false, false, false] },
    { change: change('organization', { organizationId: 'org_north' }), whom: [true, true, true] },
    { change: change('organization', { organizationId: 'org_other' }), whom: [false, false, false] },
    { change: change('provider', { organizationId: 'org_north' }), whom: [false, false, false] },
  ])('session, member key, service key: $change', ({ change, whom }) => {
    expect([session, key, service].map((principal) => principal && concerns(change, principal))).toEqual(whom)
  })
})
