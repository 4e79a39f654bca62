// API keys: the organization is a column and part of the key, so that no query can forget it. Only the hash of the secret is here.
import { sql } from 'kysely'
import type { MigrationStep } from '../migration-step.ts'

export const apiKeys: MigrationStep = async (db) => {
  await sql`create table "apiKey" (
    "organizationId" text not null references "organization" ("id") on delete cascade,
    "id" text not null unique,
    "kind" text not null,
    "name" text not null,
    "ownerUserId" text not null references "user" ("id") on delete cascade,
    "hash" text not null unique,
    "start" text not null,
    "lastFour" text not null,
    "createdAt" bigint not null,
    "expiresAt" bigint,
    "idempotencyKey" text,
    primary key ("organizationId", "id"))`.execute(db)
  await sql`create unique index "apiKey_owner_idempotency_unique" on "apiKey" ("ownerUserId", "idempotencyKey")`.execute(
    db,
  )
}
