// Invitations by link, the audit, and sign-ins of devices.
import { sql } from 'kysely'
import type { MigrationStep } from '../migration-step.ts'

export const people: MigrationStep = async (db, dialect) => {
  const date = dialect === 'postgres' ? 'timestamptz' : 'date'
  for (const statement of statements(date)) await sql.raw(statement).execute(db)
  for (const statement of dialect === 'postgres' ? APPEND_ONLY_POSTGRES : APPEND_ONLY_SQLITE) {
    await sql.raw(statement).execute(db)
  }
}

const statements = (date: string) => [
  // Only the hash of a link's token is kept. "invitation" is the identity library's own, by e-mail, and is not used.
  `create table "organizationInvitation" (
    "organizationId" text not null references "organization" ("id") on delete cascade,
    "id" text not null,
    "hash" text not null unique,
    "role" text not null,
    "note" text not null,
    "createdByUserId" text not null,
    "createdAt" bigint not null,
    "expiresAt" bigint not null,
    "withdrawnAt" bigint,
    "acceptedAt" bigint,
    "acceptedByUserId" text,
    primary key ("organizationId", "id"))`,
  // Names are kept as they were, and nothing is referenced: a row must say the same when the person, key or organization is long gone.
  `create table "auditEntry" (
    "organizationId" text not null,
    "id" text not null,
    "at" bigint not null,
    "action" text not null,
    "actorUserId" text,
    "actorKeyId" text,
    "actorName" text not null,
    "targetId" text,
    "targetName" text,
    "details" text not null,
    "from" text,
    primary key ("organizationId", "id"))`,
  `create index "auditEntry_organization_at_idx" on "auditEntry" ("organizationId", "at", "id")`,
  `create table "deviceCode" ("id" text not null primary key, "deviceCode" text not null, "userCode" text not null,
     "userId" text, "expiresAt" ${date} not null, "status" text not null, "lastPolledAt" ${date},
     "pollingInterval" integer, "clientId" text, "scope" text, "requestedFrom" text)`,
  `create unique index "deviceCode_userCode_unique" on "deviceCode" ("userCode")`,
  `create unique index "deviceCode_deviceCode_unique" on "deviceCode" ("deviceCode")`,
]

const APPEND_ONLY_SQLITE = [
  ...['update', 'delete'].map(
    (change) => `create trigger "auditEntry_no_${change}" before ${change} on "auditEntry"
      begin select raise(abort, 'the audit is append-only'); end`,
  ),
  // "insert or replace" deletes without asking the trigger of deletions.
  `create trigger "auditEntry_no_replace" before insert on "auditEntry"
    when exists (select 1 from "auditEntry" where "organizationId" = NEW."organizationId" and "id" = NEW."id")
    begin select raise(abort, 'the audit is append-only'); end`,
]

const APPEND_ONLY_POSTGRES = [
  `create function "auditEntry_append_only"() returns trigger language plpgsql as
    $$ begin raise exception 'the audit is append-only'; end $$`,
  `create trigger "auditEntry_append_only" before update or delete on "auditEntry"
    for each row execute function "auditEntry_append_only"()`,
  `create trigger "auditEntry_no_truncate" before truncate on "auditEntry"
    for each statement execute function "auditEntry_append_only"()`,
]
