// Several credentials for a provider and those of persons; what an organization allows; requests that are under way, what a month has
// used, and more of what the ledger knows.
import { sql } from 'kysely'
import { CHANGES_CHANNEL, postgresTriggers } from '../change-triggers.ts'
import type { MigrationStep } from '../migration-step.ts'

export const gatewayAccounts: MigrationStep = async (db, dialect) => {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(db)
  const { triggers } = postgresTriggers(CHANGES_CHANNEL, WATCHED_FROM_HERE)
  if (dialect === 'postgres') for (const statement of triggers) await sql.raw(statement).execute(db)
}

const WATCHED_FROM_HERE = ['providerCredential', 'ownCredential', 'gatewayPolicy', 'keyLimit'] as const

const ORGANIZATION = `"organizationId" text not null references "organization" ("id") on delete cascade`
const LIMITS = `"requestsPerMinute" bigint, "tokensPerMonth" bigint, "costPerMonth" bigint, "allowedModels" text`

const STATEMENTS = [
  // Sealed secrets stay bound to their organization and provider, so they move as they are.
  `create table "providerCredential" (
    ${ORGANIZATION},
    "id" text not null,
    "providerId" text not null,
    "sealedSecret" text not null,
    "hint" text not null,
    "createdAt" bigint not null,
    primary key ("organizationId", "id"),
    foreign key ("organizationId", "providerId") references "provider" ("organizationId", "id") on delete cascade)`,
  `insert into "providerCredential" ("organizationId", "id", "providerId", "sealedSecret", "hint", "createdAt")
    select "organizationId", 'credential_' || "id", "id", "sealedSecret", coalesce("hint", '...'), "updatedAt"
    from "provider" where "sealedSecret" is not null`,
  `alter table "provider" drop column "sealedSecret"`,
  `alter table "provider" drop column "hint"`,
  `create index "providerCredential_provider_idx" on "providerCredential" ("organizationId", "providerId")`,
  // "id" is the person's id and the provider, since one person has one for each. It goes when they leave: nobody but they could delete it.
  `create table "ownCredential" (
    ${ORGANIZATION},
    "id" text not null,
    "userId" text not null,
    "providerId" text not null,
    "address" text not null,
    "sealedSecret" text not null,
    "hint" text not null,
    "createdAt" bigint not null,
    primary key ("organizationId", "id"),
    unique ("organizationId", "userId", "providerId"),
    foreign key ("userId", "organizationId") references "member" ("userId", "organizationId") on delete cascade)`,
  `create table "gatewayPolicy" (
    ${ORGANIZATION},
    "id" text not null check ("id" = 'policy'),
    "byok" integer not null,
    "keepPrompts" integer not null,
    ${LIMITS},
    "updatedAt" bigint not null,
    primary key ("organizationId", "id"))`,
  // "id" is the key's, which may be gone: ids never come again. A personal key has limits of its own in each organization.
  `create table "keyLimit" (
    ${ORGANIZATION},
    "id" text not null,
    ${LIMITS},
    "updatedAt" bigint not null,
    primary key ("organizationId", "id"))`,
  // A request from before it goes upstream until its row is in the ledger, with what it may use at most.
  `create table "openRequest" (
    ${ORGANIZATION},
    "id" text not null,
    "at" bigint not null,
    "runnerId" text not null,
    "leaseUntil" bigint not null,
    "principal" text not null,
    "facts" text not null,
    "reservedTokens" bigint not null,
    "reservedCost" bigint not null,
    primary key ("organizationId", "id"))`,
  `create index "openRequest_lease_idx" on "openRequest" ("leaseUntil")`,
  // "id" is 'organization' or a key's id; "month" is 2026-11.
  `create table "monthlyUsage" (
    ${ORGANIZATION},
    "id" text not null,
    "month" text not null,
    "tokens" bigint not null,
    "cost" bigint not null,
    primary key ("organizationId", "id", "month"))`,
  `create table "keptPrompt" (
    ${ORGANIZATION},
    "id" text not null,
    "at" bigint not null,
    "body" text not null,
    "truncated" integer not null,
    primary key ("organizationId", "id"))`,
  `create index "keptPrompt_at_idx" on "keptPrompt" ("at")`,
  `alter table "ledgerEntry" add column "client" text`,
  `alter table "ledgerEntry" add column "userAgent" text`,
  `alter table "ledgerEntry" add column "session" text`,
  `alter table "ledgerEntry" add column "cost" bigint`,
  `alter table "ledgerEntry" add column "priceVersion" text`,
  `alter table "ledgerEntry" add column "tools" text not null default '[]'`,
  `alter table "ledgerEntry" add column "stopReason" text`,
  `alter table "ledgerEntry" add column "upstreamId" text`,
  `create index "ledgerEntry_principal_at_idx" on "ledgerEntry" ("organizationId", "principal", "at")`,
]
