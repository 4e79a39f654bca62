import { describe, expect, it } from 'vitest'
import { filterKeys, type KeyColumn, type KeyFilter, type ListedKey, sortedBy, sortKeys, stateOf } from './key-list.ts'

const NOW = Date.UTC(2026, 10, 23)

const key = (name: string, rest: Partial<ListedKey> = {}): ListedKey => ({
  id: name,
  kind: 'member',
  organizationId: 'org_a',
  organizationName: 'Harbour Works',
  name,
  ownerUserId: 'ada',
  role: null,
  start: 'moor_live_AbCd',
  lastFour: 'Wxyz',
  createdAt: NOW - 1_000,
  expiresAt: null,
  lastUsedAt: null,
  lastUsedFrom: null,
  stale: null,
  ...rest,
})

const ALL: KeyFilter = { organizationId: null, state: null, text: '' }
const names = (keys: readonly ListedKey[]) => keys.map(({ name }) => name)

describe('[U4] a key is', () => {
  it.each([
    ['usable', {}],
    ['usable', { expiresAt: NOW + 1 }],
    ['stale', { stale: { since: NOW - 5 } }],
    ['stale', { stale: { since: null } }],
    ['expired', { expiresAt: NOW }],
    ['expired', { expiresAt: NOW - 1, stale: { since: NOW } }],
  ] as const)('%s with %j', (state, rest) => {
    expect(stateOf(key('k', rest), NOW)).toBe(state)
  })
})

describe('[U4] the list shows', () => {
  const keys = [
    key('deploy'),
    key('Night watch', { organizationId: 'org_b', organizationName: 'Tide', stale: { since: NOW } }),
    key('laptop', { kind: 'personal', organizationId: null, organizationName: null, expiresAt: NOW - 1 }),
  ]

  it.each<[Partial<KeyFilter>, string[]]>([
    [{}, ['deploy', 'Night watch', 'laptop']],
    [{ organizationId: 'org_b' }, ['Night watch', 'laptop']],
    [{ state: 'stale' }, ['Night watch']],
    [{ state: 'expired' }, ['laptop']],
    [{ state: 'usable' }, ['deploy']],
    [{ text: ' night' }, ['Night watch']],
    [{ text: 'harbour' }, ['deploy']],
    [{ text: 'wxyz', state: 'stale' }, ['Night watch']],
    [{ text: 'nothing' }, []],
  ])('for %j: %j', (filter, expected) => {
    expect(names(filterKeys(keys, { ...ALL, ...filter }, NOW))).toEqual(expected)
  })
})

describe('[U4] the list is sorted', () => {
  const keys = [
    key('b', { createdAt: 3, lastUsedAt: 10, expiresAt: 50, organizationName: 'Tide', ownerName: 'Ada' }),
    key('a', { createdAt: 1, lastUsedAt: null, expiresAt: null, ownerName: 'Grace' }),
    key('c', { createdAt: 2, lastUsedAt: 20, expiresAt: 40, ownerName: null }),
  ]

  it.each<[KeyColumn, string]>([
    ['name', 'abc'],
    ['organization', 'cab'],
    ['owner', 'cba'],
    ['created', 'acb'],
    ['used', 'abc'],
    ['expires', 'cba'],
  ])('by %s: %s', (column, expected) => {
    expect(names(sortKeys(keys, { column, direction: 'ascending' })).join('')).toBe(expected)
  })

  it('the other way by a second click', () => {
    const first = sortedBy('used', { column: 'created', direction: 'descending' })
    expect(first).toEqual({ column: 'used', direction: 'descending' })
    expect(sortedBy('used', first)).toEqual({ column: 'used', direction: 'ascending' })
    expect(sortedBy('name', first)).toEqual({ column: 'name', direction: 'ascending' })
  })
})
