import fc from 'fast-check'
import { expect, it } from 'vitest'
import type { AuditEntry } from './audit.ts'
import { csvCell, csvHeader, csvLine } from './csv.ts'

const ENTRY: AuditEntry = {
  id: 'audit_1',
  at: Date.UTC(2026, 10, 2, 3, 4, 5),
  action: 'role-changed',
  actorUserId: 'user_1',
  actorKeyId: null,
  actorName: 'Ada "the first", of Böblingen',
  targetId: 'user_2',
  targetName: '=HYPERLINK("http://evil.example")',
  details: { before: 'member', after: 'admin' },
  from: '203.0.113.0/24',
}

it('writes an entry as one line that a spreadsheet reads as text', () => {
  expect(csvLine(ENTRY)).toBe(
    '"2026-11-02T03:04:05.000Z","role-changed","Ada ""the first"", of Böblingen","user_1","",' +
      '"\'=HYPERLINK(""http://evil.example"")","user_2","before: member; after: admin","203.0.113.0/24","audit_1"\r\n',
  )
  expect(csvHeader().split(',')).toHaveLength(csvLine({ ...ENTRY, actorName: 'Ada' }).split(',').length)
})

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
