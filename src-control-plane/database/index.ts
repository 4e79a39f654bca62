export { type Database, type Dialect, openDatabase } from './database.ts'
export type { Tables } from './tables.ts'
