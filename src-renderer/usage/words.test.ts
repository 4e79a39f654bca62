import { describe, expect, it } from 'vitest'
import { amountWords, costWords, count, duration, shortAmount } from './words.ts'

describe('numbers of the ledger', () => {
  it.each([
    [0, '0 ms'],
    [999, '999 ms'],
    [2_449, '2.4 s'],
    [59_949, '59.9 s'],
    [59_950, '1 min 0 s'],
    [125_000, '2 min 5 s'],
  ])('[U20] %i milliseconds are %s', (ms, words) => {
    expect(duration(ms)).toBe(words)
  })

  it('[U20] groups thousands', () => {
    expect(count(1_234_567)).toBe('1,234,567')
  })

  it.each([
    [0, '$0'],
    [50, '$0.00005'],
    [25_000, '$0.025'],
    [1_500_000, '$1.5'],
    [2_000_000_000, '$2K'],
  ])('[U20] marks the axis of a cost of %i millionths with %s', (millionths, words) => {
    expect(shortAmount('cost', millionths)).toBe(words)
  })

  it('[U20] says amounts whole, and marks an axis with few characters', () => {
    expect(amountWords('tokens', 1_250_000)).toBe('1,250,000')
    expect(shortAmount('tokens', 1_250_000)).toBe('1.3M')
  })

  it('[U20] says that there is no price, and takes nothing for free', () => {
    expect(costWords({ cost: null, outcome: 'ok' })).toBe('No price')
    expect(costWords({ cost: null, outcome: 'refused' })).toBe('—')
    expect(costWords({ cost: 0, outcome: 'ok' })).toBe('$0.00')
  })
})
