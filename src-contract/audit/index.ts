export { AuditAction, AuditEntry, AuditPage, AuditQuery, type AuditQueryInput, MAX_AUDIT_PAGE } from './audit.ts'
export { auditHeader, auditLine } from './csv.ts'
