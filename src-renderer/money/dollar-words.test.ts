import { expect, it } from 'vitest'
import { dollarWords } from './dollar-words.ts'

it.each([
  [0, '$0.00'],
  [1, '< $0.0001'],
  [100, '$0.0001'],
  [12_345, '$0.0123'],
  [500_000, '$0.50'],
  [1_234_567, '$1.23'],
  [1_234_567_890, '$1,234.57'],
])('[U20] %i millionths of a dollar are %s', (millionths, words) => {
  expect(dollarWords(millionths)).toBe(words)
})
