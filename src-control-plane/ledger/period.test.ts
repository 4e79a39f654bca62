import { describe, expect, it } from 'vitest'
import { periodOf } from './period.ts'

const NOW = Date.UTC(2026, 10, 29, 23, 59)

describe('which days are meant', () => {
  it.each([
    [{}, '2026-10-31', '2026-11-29'],
    [{ from: '2026-11-20' }, '2026-11-20', '2026-11-29'],
    [{ to: '2026-03-01' }, '2026-01-31', '2026-03-01'],
    [{ from: '2026-11-29', to: '2026-11-29' }, '2026-11-29', '2026-11-29'],
    [{ from: '2028-02-29', to: '2029-02-28' }, '2028-02-29', '2029-02-28'],
    [{ from: '2027-01-01' }, '2027-01-01', '2027-01-01'],
  ])('%j', (asked, from, to) => {
    const period = periodOf(asked, NOW)
    expect(period).toMatchObject({ from, to, start: Date.parse(`${from}T00:00:00Z`) })
    expect(new Date(period.end - 1).toISOString()).toBe(`${to}T23:59:59.999Z`)
  })

  it.each([
    { from: '2026-11-02', to: '2026-11-01' },
    { from: '2025-11-01', to: '2026-11-02' },
  ])('not %j', (asked) => {
    expect(() => periodOf(asked, NOW)).toThrow(expect.objectContaining({ code: 'bad-request', field: 'from' }))
  })
})
