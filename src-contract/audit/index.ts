export { AuditAction, AuditEntry, AuditPage, AuditQuery, MAX_AUDIT_PAGE } from './audit.ts'
