import fc from 'fast-check'
import { expect, it } from 'vitest'
import { csvCell } from './csv.ts'

it.each([
  '=1+1',
  '+1',
  '-1',
  '@SUM(A1)',
  '\t=1',
  '\r=1',
  '\n=1',
  ' =1',
  '\u0000=1',
  '\u00a0=1',
  '＝1',
  '＋1',
  '－1',
  '＠a',
  '\tx',
])('makes no formula of %j', (text) => expect(csvCell(text)).toBe(`"'${text}"`))

it.each(['', 'Ada', '1 = 1', 'a-b', 'ada@example.com', "'quoted'"])('leaves %j as it is', (text) =>
  expect(csvCell(text)).toBe(`"${text}"`),
)

it('keeps every cell in its quotes, whatever is in it', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      const inside = csvCell(text).slice(1, -1)
      expect(inside.replaceAll('""', '')).not.toContain('"')
      expect(inside).not.toMatch(/^\s*[=+\-@]/)
      expect(inside.replaceAll('""', '"').replace(/^'/, '')).toBe(text.replace(/^'/, ''))
    }),
  )
})
