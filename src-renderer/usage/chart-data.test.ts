import fc from 'fast-check'
import { expect, it } from 'vitest'
import type { UsageRow } from '#contract/gateway'
import { amountOf, chartData, MAX_SERIES } from './chart-data.ts'

const row = (day: string, model: string, part: Partial<UsageRow> = {}): UsageRow => ({
  day,
  model,
  requests: 1,
  inputTokens: 10,
  outputTokens: 5,
  cacheReadTokens: 2,
  cacheWriteTokens: 1,
  cost: 100,
  unpriced: 0,
  ...part,
})

const DAYS = ['2026-11-01', '2026-11-02', '2026-11-03']

it('[U20] shows every day, the largest model first', () => {
  const rows = [row('2026-11-01', 'small'), row('2026-11-03', 'large', { cost: 900 }), row('2026-11-03', 'small')]
  const { series, days } = chartData(rows, 'cost', DAYS)
  expect(series).toEqual([
    { id: 'series-1', title: 'large', total: 900 },
    { id: 'series-2', title: 'small', total: 200 },
  ])
  expect(days).toEqual([
    { day: '2026-11-01', amounts: { 'series-2': 100 } },
    { day: '2026-11-02', amounts: {} },
    { day: '2026-11-03', amounts: { 'series-1': 900, 'series-2': 100 } },
  ])
})

it('[U20] counts all tokens, and leaves out what used nothing', () => {
  expect(amountOf('tokens', row('2026-11-01', 'm'))).toBe(18)
  expect(chartData([row('2026-11-01', 'free', { cost: 0 })], 'cost', DAYS).series).toEqual([])
})

it('[U20] puts the smallest models together, so that no more are shown than can be told apart', () => {
  const rows = Array.from({ length: 9 }, (_, index) => row('2026-11-02', `m${index}`, { requests: index + 1 }))
  const { series } = chartData(rows, 'requests', DAYS)
  expect(series).toHaveLength(MAX_SERIES)
  expect(series.at(-1)).toEqual({ id: 'rest', title: '4 other models', total: 1 + 2 + 3 + 4 })
})

it('[U20] never loses or adds to a sum', () => {
  const rows = fc.array(
    fc.record({ day: fc.constantFrom(...DAYS), model: fc.constantFrom(...'abcdefghijkl'), cost: fc.nat(10_000) }),
  )
  fc.assert(
    fc.property(rows, (some) => {
      const all = some.map(({ day, model, cost }) => row(day, model, { cost }))
      const { series, days } = chartData(all, 'cost', DAYS)
      const expected = all.reduce((sum, { cost }) => sum + cost, 0)
      expect(series.reduce((sum, { total }) => sum + total, 0)).toBe(expected)
      expect(days.flatMap(({ amounts }) => Object.values(amounts)).reduce((sum, one) => sum + one, 0)).toBe(expected)
    }),
  )
})
