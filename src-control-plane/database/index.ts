export { type Database, openDatabase } from './database.ts'
export type { Dialect } from './dialect.ts'
export type { Tables } from './tables.ts'
