import { expect, it } from 'vitest'
import { type SizeVote, smallestVisible } from './smallest-visible.ts'

const vote = (cols: number, rows: number, other: Partial<SizeVote> = {}): SizeVote => ({
  cols,
  rows,
  role: 'controller',
  visible: true,
  ...other,
})

it.each([
  ['nobody', [], undefined],
  ['one', [vote(80, 24)], { cols: 80, rows: 24 }],
  ['two, one narrow and one low', [vote(60, 50), vote(120, 40)], { cols: 60, rows: 40 }],
  ['a hidden one beside', [vote(60, 20, { visible: false }), vote(120, 40)], { cols: 120, rows: 40 }],
  ['an observer beside', [vote(60, 20, { role: 'observer' }), vote(120, 40)], { cols: 120, rows: 40 }],
  ['only those without a say', [vote(60, 20, { role: 'observer' }), vote(9, 9, { visible: false })], undefined],
])('[T7] decides for %s', (_name, votes, size) => {
  expect(smallestVisible(votes)).toEqual(size)
})
