import { expect, it } from 'vitest'
import { OfflineReason } from '#contract/host'
import { presenceWords } from './presence-words.ts'

it.each(OfflineReason.options)('[R7] gives a reason when offline because of %s', (reason) => {
  expect(presenceWords({ state: 'offline', since: 0, reason }).reason).toMatch(/\.$/)
})

it('says online and connecting without a reason at first', () => {
  expect(presenceWords({ state: 'online', since: 0 })).toEqual({ tone: 'ok', state: 'Online', reason: '' })
  expect(presenceWords({ state: 'connecting', since: 0, attempt: 1 }).reason).toBe('')
  expect(presenceWords({ state: 'connecting', since: 0, attempt: 3 }).reason).toBe('Attempt 3.')
})
