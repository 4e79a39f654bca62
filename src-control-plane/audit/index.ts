export { type Actor, actorOf, MOORING } from './actor.ts'
export { type AuditEvent, recordAudit } from './record.ts'
export { auditRoutes } from './routes.ts'
