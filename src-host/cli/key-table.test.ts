import { describe, expect, it } from 'vitest'
import { type ApiKey, MintRequest } from '#contract/api-key'
import { keyTable } from './key-table.ts'
import { parseWith } from './usage.ts'

const key: ApiKey = {
  id: 'key_1',
  kind: 'member',
  organizationId: 'org_north',
  organizationName: 'North',
  name: 'ci',
  ownerUserId: 'ada',
  role: null,
  start: 'moor_live_ab',
  lastFour: 'wxyz',
  createdAt: 0,
  expiresAt: null,
  lastUsedAt: null,
  lastUsedFrom: null,
  stale: null,
}
const DAY = 86_400_000
const row = (change: Partial<ApiKey>) =>
  keyTable([{ ...key, ...change }], DAY)
    .split('\n')[1]
    ?.split(/ {2,}/)

describe('keys in a terminal', () => {
  it.each([
    [{}, ['key_1', 'ci', 'member', 'North', 'moor_live_ab…wxyz', 'never', 'never']],
    [{ kind: 'personal', organizationName: null }, ['personal', 'all of yours']],
    [{ kind: 'service', role: 'admin' }, ['service (admin)']],
    [{ lastUsedAt: 60_000, lastUsedFrom: '203.0.113.0/24' }, ['1970-01-01 00:01 from 203.0.113.0/24']],
    [{ expiresAt: DAY }, ['expired 1970-01-02']],
    [{ expiresAt: 2 * DAY }, ['1970-01-03']],
    [{ stale: { since: DAY } }, ['stale since 1970-01-02']],
    [{ stale: { since: null } }, ['stale']],
  ] as const)('of %j say %j', (change, cells) => {
    expect(row(change)).toEqual(expect.arrayContaining([...cells]))
  })
})

describe('what cannot be meant', () => {
  it.each([
    [{ kind: 'member', organizationId: 'a', name: 'x', role: 'admin' }, '--role: only a service key'],
    [{ kind: 'personal', organizationId: 'a', name: 'x' }, '--organization: a personal key is for all'],
    [{ kind: 'member', organizationId: 'a', name: 'x', expiresInDays: 1, expiresAt: 1 }, '--expires-at: give either'],
    [{ kind: 'member', organizationId: 'a', name: ' ' }, 'the name: '],
  ])('%j is refused by its flag', (request, words) => {
    expect(() => parseWith(MintRequest, request)).toThrow(words)
  })
})
