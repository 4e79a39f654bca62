import { expect, it } from 'vitest'
import type { AuditEntry } from './audit.ts'
import { auditHeader, auditLine } from './csv.ts'

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
  expect(auditLine(ENTRY)).toBe(
    '"2026-11-02T03:04:05.000Z","role-changed","Ada ""the first"", of Böblingen","user_1","",' +
      '"\'=HYPERLINK(""http://evil.example"")","user_2","before: member; after: admin","203.0.113.0/24","audit_1"\r\n',
  )
  expect(auditHeader().split(',')).toHaveLength(auditLine({ ...ENTRY, actorName: 'Ada' }).split(',').length)
})
