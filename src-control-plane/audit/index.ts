export { type Actor, actorOf } from './actor.ts'
export { type AuditEvent, recordAudit } from './record.ts'
