export { type Log, openLog, type Report } from './log.ts'
