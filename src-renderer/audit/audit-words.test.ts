import { expect, it } from 'vitest'
import { AuditAction } from '#contract/audit'
import { ACTION_CHOICES, detailWords, isOneself } from './audit-words.ts'
import { endOfDay, startOfDay } from './date-range.ts'

it('has words for every action', () => {
  expect(ACTION_CHOICES.map(({ value }) => value)).toEqual(AuditAction.options)
})

it('names nobody twice', () => {
  expect(isOneself({ actorUserId: 'ada', targetId: 'ada' })).toBe(true)
  expect(isOneself({ actorUserId: 'ada', targetId: 'grace' })).toBe(false)
  expect(isOneself({ actorUserId: null, targetId: null })).toBe(false)
})

it('says further facts in their order', () => {
  expect(detailWords({ before: 'member', after: 'admin' })).toBe('before: member · after: admin')
  expect(detailWords({})).toBe('')
  expect(detailWords({ role: 'member', invitation: 'inv_bLFEVqiq3XPmtIDHtNS43y' })).toBe('role: member')
  expect(detailWords({ expires: '2026-11-30T05:21:03.617Z' })).toMatch(/^expires: .*2026/)
  expect(detailWords({ reason: 'night_watch was lost' })).toBe('reason: night_watch was lost')
})

it.each([
  ['', undefined, undefined],
  ['not a day', undefined, undefined],
  ['2026-11-23', new Date(2026, 10, 23).getTime(), new Date(2026, 10, 24).getTime()],
  ['2026-12-31', new Date(2026, 11, 31).getTime(), new Date(2027, 0, 1).getTime()],
])('takes the day “%s” from its first moment to its last', (day, from, to) => {
  expect([startOfDay(day), endOfDay(day)]).toEqual([from, to])
})
