// A step of the chain. Frozen once released: later changes are later steps.
import type { Kysely } from 'kysely'
import type { Dialect } from './dialect.ts'

export type MigrationStep = (db: Kysely<unknown>, dialect: Dialect) => Promise<void>
