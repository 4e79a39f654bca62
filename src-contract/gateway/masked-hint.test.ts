import { expect, it } from 'vitest'
import { maskedHint } from './index.ts'

const secret = (length: number) => 'abcdefghijklmnopqrstuvwxyz'.slice(0, length)

it.each([
  [26, 'abcd...wxyz'],
  [20, 'abcd...qrst'],
  [19, 'ab...rs'],
  [10, 'ab...ij'],
  [9, 'a...i'],
  [5, 'a...e'],
  [4, '...'],
  [1, '...'],
  [0, '...'],
])('[G13] shows of a secret of %i characters %s', (length, hint) => expect(maskedHint(secret(length))).toBe(hint))
