export type { Change, ChangeListener, Changes } from './changes.ts'
export { type Database, openDatabase } from './database.ts'
export type { Dialect } from './dialect.ts'
export type { Tables } from './tables.ts'
