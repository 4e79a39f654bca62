export { type Log, type Note, openLog, type Report } from './log.ts'
