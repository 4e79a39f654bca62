import { expect, it } from 'vitest'
import { fileNameOf, lengthWords, sizeWords } from './recording-words.ts'

it('is saved under a name that every file system takes', () => {
  const startedAt = Date.UTC(2026, 10, 23, 4, 5, 6)
  expect(fileNameOf({ title: 'vim ../../a b: läufer', startedAt })).toBe(
    '2026-11-23T04-05-06-vim-..-..-a-b-läufer.cast',
  )
  expect(fileNameOf({ title: '/', startedAt })).toBe('2026-11-23T04-05-06-terminal.cast')
})

it('says its length and its size', () => {
  expect([0, 5_400, 750_000, 3_723_000].map(lengthWords)).toEqual(['0:00', '0:05', '12:30', '1:02:03'])
  expect([12, 4_600, 67_108_864].map(sizeWords)).toEqual(['12 B', '5 kB', '67.1 MB'])
})
