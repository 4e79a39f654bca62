export { openLog, type Report } from './log.ts'
