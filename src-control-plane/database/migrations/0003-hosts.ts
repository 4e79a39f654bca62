// Hosts. What a host is now lives in its control channel; the row remembers since when and why it is away once it has none.
import { sql } from 'kysely'
import type { MigrationStep } from '../migration-step.ts'

export const hosts: MigrationStep = async (db) => {
  await sql`create table "host" (
    "organizationId" text not null references "organization" ("id") on delete cascade,
    "id" text not null,
    "name" text not null,
    "ownerUserId" text not null references "user" ("id") on delete cascade,
    "createdAt" bigint not null,
    "offlineSince" bigint not null,
    "offlineReason" text not null,
    primary key ("organizationId", "id"))`.execute(db)
}
