import { expect, it } from 'vitest'
import type { ApiKey } from '#contract/api-key'
import { connectableKeys } from './connectable-keys.ts'

const NOW = Date.UTC(2026, 10, 29)

const key = (name: string, rest: Partial<ApiKey> = {}): ApiKey => ({
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

it('[U23] offers keys that act in the organization and work, the newest first', () => {
  const keys = [
    key('old', { createdAt: 1 }),
    key('expired', { expiresAt: NOW }),
    key('stale', { stale: { since: null } }),
    key('elsewhere', { organizationId: 'org_b' }),
    key('personal', { kind: 'personal', organizationId: null, createdAt: 3 }),
    key('new', { createdAt: 2 }),
  ]
  expect(connectableKeys(keys, 'org_a', NOW).map(({ name }) => name)).toEqual(['personal', 'new', 'old'])
})
