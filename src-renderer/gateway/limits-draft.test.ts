import { describe, expect, it } from 'vitest'
import { Limits, NO_LIMITS } from '#contract/gateway'
import { draftOf, type LimitsDraft, limitsOf } from './limits-draft.ts'

const EMPTY = draftOf(NO_LIMITS)
const wish = (part: Partial<LimitsDraft>) => limitsOf({ ...EMPTY, ...part })

it('[U24] shows limits as they were set', () => {
  const limits: Limits = {
    requestsPerMinute: 60,
    tokensPerMonth: 2_000_000,
    costPerMonth: 12_345_678,
    allowedModels: ['claude-*', 'gpt-5'],
  }
  expect(draftOf(limits)).toMatchObject({ tokensPerMonth: '2,000,000', costPerMonth: '12.345678' })
  expect(limitsOf(draftOf(limits))).toEqual({ outcome: 'wish', limits })
  expect(limitsOf(EMPTY)).toEqual({ outcome: 'wish', limits: NO_LIMITS })
})

describe('a number', () => {
  it.each([
    ['60', 60],
    [' 1,000,000 ', 1_000_000],
    ['1 000 000', 1_000_000],
    ['1_000', 1_000],
    ['', null],
  ])('[U24] is read as it is written: “%s”', (text, expected) => {
    expect(wish({ tokensPerMonth: text })).toMatchObject({ limits: { tokensPerMonth: expected } })
  })

  it.each(['0', '-1', '1.5', 'many', '1e6', '9'.repeat(14)])(
    '[U24] is refused where it means nothing: “%s”',
    (text) => {
      expect(wish({ requestsPerMinute: text })).toMatchObject({ errors: { requestsPerMinute: expect.any(String) } })
    },
  )
})

it.each([
  ['50', 50_000_000],
  ['$1,200.50', 1_200_500_000],
  ['.5', 500_000],
  ['0.000001', 1],
])('[U24] a cost is dollars: “%s”', (text, expected) => {
  expect(wish({ costPerMonth: text })).toMatchObject({ limits: { costPerMonth: expected } })
})

it.each(['0', '0.0000001', 'ten', '1.2.3', '-5'])('[U24] a cost that is none is refused: “%s”', (text) => {
  expect(wish({ costPerMonth: text })).toMatchObject({ errors: { costPerMonth: expect.any(String) } })
})

it('[U24] models are named one a line, each once; none at all allows none', () => {
  const some = { onlySomeModels: true }
  expect(wish({ ...some, allowedModels: ' gpt-5 \n\nclaude-*, gpt-5' })).toMatchObject({
    limits: { allowedModels: ['gpt-5', 'claude-*'] },
  })
  expect(wish({ ...some, allowedModels: '' })).toMatchObject({ limits: { allowedModels: [] } })
  expect(wish({ allowedModels: 'gpt-5' })).toMatchObject({ limits: { allowedModels: null } })
  expect(wish({ ...some, allowedModels: 'm'.repeat(121) })).toMatchObject({ outcome: 'wrong' })
})

it('[U24] says everything that is wrong at once, and asks for nothing that the control plane refuses', () => {
  expect(wish({ requestsPerMinute: 'x', costPerMonth: 'y' })).toEqual({
    outcome: 'wrong',
    errors: { requestsPerMinute: expect.any(String), costPerMonth: expect.any(String) },
  })
  const most = wish({ tokensPerMonth: '1,000,000,000,000', costPerMonth: '1000000' })
  expect(most.outcome === 'wish' && Limits.safeParse(most.limits).success).toBe(true)
})
