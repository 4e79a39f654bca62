import { describe, expect, it } from 'vitest'
import { daysOf, periodOf, type UsualPeriod, usualOf, usualPeriod } from './period.ts'

const NOW = Date.UTC(2026, 11, 1, 23, 59)

describe('usual days', () => {
  it.each<[UsualPeriod, string, string]>([
    ['7', '2026-11-25', '2026-12-01'],
    ['30', '2026-11-02', '2026-12-01'],
    ['month', '2026-12-01', '2026-12-01'],
    ['last-month', '2026-11-01', '2026-11-30'],
  ])('[U20] %s are %s to %s, by UTC', (id, from, to) => {
    expect(usualPeriod(id, NOW)).toEqual({ from, to })
    expect(usualOf({ from, to }, NOW)).toBe(id)
  })

  it('[U20] over the turn of a year', () => {
    expect(usualPeriod('last-month', Date.UTC(2027, 0, 31))).toEqual({ from: '2026-12-01', to: '2026-12-31' })
  })

  it('[U20] others are others', () => expect(usualOf({ from: '2026-01-01', to: '2026-12-01' }, NOW)).toBeUndefined())
})

it.each([
  ['2026-01-01', '2026-01-31', { from: '2026-01-01', to: '2026-01-31' }],
  ['2026-01-31', '2026-01-01', usualPeriod('30', NOW)],
  ['2025-01-01', '2026-12-01', usualPeriod('30', NOW)],
  ['yesterday', '2026-12-01', usualPeriod('30', NOW)],
  [undefined, '2026-12-01', usualPeriod('30', NOW)],
  ['2026-13-01', '2026-12-01', usualPeriod('30', NOW)],
])('[U20] takes %s to %s from an address, or the usual days', (from, to, expected) => {
  expect(periodOf(from, to, NOW)).toEqual(expected)
})

it('[U20] names every day, the 29th of February too', () => {
  expect(daysOf({ from: '2028-02-28', to: '2028-03-01' })).toEqual(['2028-02-28', '2028-02-29', '2028-03-01'])
  expect(daysOf({ from: '2026-11-01', to: '2026-11-01' })).toEqual(['2026-11-01'])
})
