import { describe, expect, it } from 'vitest'
import { count, duration } from './words.ts'

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
})
