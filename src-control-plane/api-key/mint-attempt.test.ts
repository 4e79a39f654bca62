import { expect, it } from 'vitest'
import { attemptOf, judgeRepeat, REPEAT_WITHIN_MS } from './mint-attempt.ts'

const request = { kind: 'member', organizationId: 'org_1', name: 'laptop' } as const

it('[K14] knows an attempt by its person and idempotency key, and a request by all of its fields', () => {
  const first = attemptOf('user_1', 'attempt-1', request)
  expect(attemptOf('user_1', 'attempt-1', { ...request })).toEqual(first)
  for (const [userId, key] of [
    ['user_2', 'attempt-1'],
    ['user_1', 'attempt-2'],
    ['user_1","attempt', '1'],
  ] as const) {
    expect(attemptOf(userId, key, request).mintFingerprint).not.toBe(first.mintFingerprint)
  }
  for (const other of [
    { ...request, kind: 'service' as const },
    { ...request, organizationId: 'org_2' },
    { ...request, name: 'desktop' },
    { ...request, role: 'admin' as const },
    { ...request, expiresInDays: 7 },
    { ...request, expiresAt: 7 },
  ]) {
    expect(attemptOf('user_1', 'attempt-1', other).mintRequest).not.toBe(first.mintRequest)
  }
})

it('[K14] answers an attempt again for ten minutes, if it asks the same and the secret can be made again', () => {
  const attempt = attemptOf('user_1', 'attempt-1', request)
  const before = { mintRequest: attempt.mintRequest, hash: 'hash', createdAt: 1_000 }
  const last = before.createdAt + REPEAT_WITHIN_MS
  expect(judgeRepeat(before, attempt, 'hash', before.createdAt)).toBe('same')
  expect(judgeRepeat(before, attempt, 'hash', last)).toBe('same')
  expect(judgeRepeat(before, attempt, 'hash', last + 1)).toBe('too-late')
  expect(judgeRepeat(before, attempt, 'another hash', before.createdAt)).toBe('too-late')
  expect(judgeRepeat({ ...before, mintRequest: 'other' }, attempt, 'hash', before.createdAt)).toBe('another-request')
  expect(judgeRepeat({ ...before, mintRequest: 'other' }, attempt, 'hash', last + 1)).toBe('another-request')
})
