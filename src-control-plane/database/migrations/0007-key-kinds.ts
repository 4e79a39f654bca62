// Personal and service keys beside member keys; names that are unique for their owner; when a key was last used; whose account is
// disabled; since when somebody is no longer a member.
import { sql } from 'kysely'
import type { MigrationStep } from '../migration-step.ts'

export const keyKinds: MigrationStep = async (db) => {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(db)
}

const KEPT = [
  'organizationId',
  'id',
  'kind',
  'name',
  'ownerUserId',
  'hash',
  'start',
  'lastFour',
  'createdAt',
  'expiresAt',
]

/** Keys of one owner that share a name: all but the oldest get their id behind it. */
const UNIQUE_NAME = `case when exists (select 1 from "apiKey_before" o where o."ownerUserId" = k."ownerUserId"
      and o."organizationId" = k."organizationId" and o."name" = k."name"
      and (o."createdAt" < k."createdAt" or (o."createdAt" = k."createdAt" and o."id" < k."id")))
    then k."name" || ' (' || k."id" || ')' else k."name" end`

const STATEMENTS = [
  `drop index "apiKey_owner_idempotency_unique"`,
  `alter table "apiKey" rename to "apiKey_before"`,
  // A member key without an organization is one of a time before keys were bound: it reaches nothing until it is backfilled (K20).
  `create table "apiKey" (
    "id" text not null primary key,
    "kind" text not null check ("kind" in ('member', 'personal', 'service')),
    "organizationId" text references "organization" ("id") on delete cascade,
    "ownerUserId" text references "user" ("id") on delete cascade,
    "role" text check ("role" in ('member', 'admin')),
    "createdByUserId" text,
    "name" text not null,
    "hash" text not null unique,
    "start" text not null,
    "lastFour" text not null,
    "createdAt" bigint not null,
    "expiresAt" bigint,
    "lastUsedAt" bigint,
    "lastUsedFrom" text,
    "mintNonce" text,
    "mintFingerprint" text,
    "mintRequest" text,
    check (("kind" = 'service') = ("ownerUserId" is null)),
    check (("kind" = 'service') = ("role" is not null)),
    check ("kind" <> 'service' or "organizationId" is not null),
    check ("kind" <> 'personal' or "organizationId" is null))`,
  `insert into "apiKey" (${KEPT.map((column) => `"${column}"`).join(', ')}, "createdByUserId")
    select ${KEPT.map((column) => (column === 'name' ? UNIQUE_NAME : `k."${column}"`)).join(', ')}, k."ownerUserId" from "apiKey_before" k`,
  `drop table "apiKey_before"`,
  `create unique index "apiKey_member_name_unique" on "apiKey" ("ownerUserId", "organizationId", "name") where "kind" = 'member'`,
  `create unique index "apiKey_personal_name_unique" on "apiKey" ("ownerUserId", "name") where "kind" = 'personal'`,
  `create unique index "apiKey_service_name_unique" on "apiKey" ("organizationId", "name") where "kind" = 'service'`,
  `create unique index "apiKey_mintFingerprint_unique" on "apiKey" ("mintFingerprint")`,
  `create index "apiKey_owner_idx" on "apiKey" ("ownerUserId")`,
  `create index "apiKey_organization_idx" on "apiKey" ("organizationId", "id")`,
  `alter table "user" add column "disabledAt" bigint`,
  `create table "formerMember" (
    "organizationId" text not null references "organization" ("id") on delete cascade,
    "userId" text not null references "user" ("id") on delete cascade,
    "endedAt" bigint not null,
    primary key ("organizationId", "userId"))`,
]
