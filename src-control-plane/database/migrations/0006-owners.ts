// What belonged to a user may now belong to an organization itself (what a service key makes), so owners stop being foreign keys.
import { sql } from 'kysely'
import type { MigrationStep } from '../migration-step.ts'

export const owners: MigrationStep = async (db, dialect) => {
  for (const statement of dialect === 'postgres' ? POSTGRES : SQLITE) await sql.raw(statement).execute(db)
}

const POSTGRES = [
  `alter table "host" drop constraint "host_ownerUserId_fkey"`,
  `alter table "host" rename column "ownerUserId" to "ownerId"`,
  `alter table "chatSession" drop constraint "chatSession_ownerUserId_fkey"`,
  `alter table "chatSession" rename column "ownerUserId" to "ownerId"`,
  `alter table "ledgerEntry" rename column "userId" to "ownerId"`,
]

/** SQLite cannot drop a foreign key: the tables are written anew, children dropped first so that nothing cascades. */
const SQLITE = [
  `create table "host_next" (
    "organizationId" text not null references "organization" ("id") on delete cascade,
    "id" text not null,
    "name" text not null,
    "ownerId" text not null,
    "createdAt" bigint not null,
    "offlineSince" bigint not null,
    "offlineReason" text not null,
    primary key ("organizationId", "id"))`,
  `insert into "host_next" select "organizationId", "id", "name", "ownerUserId", "createdAt", "offlineSince", "offlineReason" from "host"`,
  `drop table "host"`,
  `alter table "host_next" rename to "host"`,
  `create table "chatSession_next" (
    "organizationId" text not null references "organization" ("id") on delete cascade,
    "id" text not null,
    "ownerId" text not null,
    "agentId" text not null,
    "title" text not null,
    "createdAt" bigint not null,
    "updatedAt" bigint not null,
    "lastSequence" bigint not null,
    "idempotencyKey" text,
    primary key ("organizationId", "id"),
    foreign key ("organizationId", "agentId") references "agent" ("organizationId", "id")
      deferrable initially deferred)`,
  `create table "chatTurn_next" (
    "organizationId" text not null,
    "sessionId" text not null,
    "id" text not null,
    "state" text not null,
    "runnerId" text not null,
    "leaseUntil" bigint not null,
    "idempotencyKey" text,
    primary key ("organizationId", "id"),
    foreign key ("organizationId", "sessionId") references "chatSession_next" ("organizationId", "id") on delete cascade)`,
  `create table "chatEvent_next" (
    "organizationId" text not null,
    "sessionId" text not null,
    "sequence" bigint not null,
    "at" bigint not null,
    "turnId" text not null,
    "type" text not null,
    "payload" text not null,
    primary key ("organizationId", "sessionId", "sequence"),
    foreign key ("organizationId", "sessionId") references "chatSession_next" ("organizationId", "id") on delete cascade)`,
  `insert into "chatSession_next" select "organizationId", "id", "ownerUserId", "agentId", "title", "createdAt", "updatedAt",
    "lastSequence", "idempotencyKey" from "chatSession"`,
  `insert into "chatTurn_next" select "organizationId", "sessionId", "id", "state", "runnerId", "leaseUntil", "idempotencyKey"
    from "chatTurn"`,
  `insert into "chatEvent_next" select "organizationId", "sessionId", "sequence", "at", "turnId", "type", "payload" from "chatEvent"`,
  `drop table "chatEvent"`,
  `drop table "chatTurn"`,
  `drop table "chatSession"`,
  `alter table "chatSession_next" rename to "chatSession"`,
  `alter table "chatTurn_next" rename to "chatTurn"`,
  `alter table "chatEvent_next" rename to "chatEvent"`,
  `create unique index "chatSession_idempotency_unique" on "chatSession" ("organizationId", "ownerId", "idempotencyKey")`,
  `create unique index "chatTurn_idempotency_unique" on "chatTurn" ("organizationId", "sessionId", "idempotencyKey")`,
  `create unique index "chatTurn_running_unique" on "chatTurn" ("organizationId", "sessionId") where "state" = 'running'`,
  `alter table "ledgerEntry" rename column "userId" to "ownerId"`,
]
