// Providers with their sealed secrets, and the ledger: one row for each request that went to a provider, or tried to.
import { sql } from 'kysely'
import type { MigrationStep } from '../migration-step.ts'

export const gateway: MigrationStep = async (db) => {
  await sql`create table "provider" (
    "organizationId" text not null references "organization" ("id") on delete cascade,
    "id" text not null,
    "baseUrl" text not null,
    "sealedSecret" text,
    "hint" text,
    "model" text not null,
    "updatedAt" bigint not null,
    primary key ("organizationId", "id"))`.execute(db)
  await sql`create table "ledgerEntry" (
    "organizationId" text not null references "organization" ("id") on delete cascade,
    "id" text not null,
    "at" bigint not null,
    "provider" text not null,
    "path" text not null,
    "model" text,
    "mode" text,
    "hint" text,
    "principal" text not null,
    "userId" text not null,
    "status" integer not null,
    "outcome" text not null,
    "firstByteMs" bigint,
    "durationMs" bigint not null,
    "inputTokens" bigint not null,
    "outputTokens" bigint not null,
    "cacheReadTokens" bigint not null,
    "cacheWriteTokens" bigint not null,
    "error" text,
    primary key ("organizationId", "id"))`.execute(db)
  await sql`create index "ledgerEntry_organization_at_idx" on "ledgerEntry" ("organizationId", "at")`.execute(db)
}
