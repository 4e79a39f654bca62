export { AuditAction, AuditEntry, AuditPage, AuditQuery, type AuditQueryInput, MAX_AUDIT_PAGE } from './audit.ts'
export { csvHeader, csvLine } from './csv.ts'
