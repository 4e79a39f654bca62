// Agents, and chat sessions as append-only logs. Every key begins with the organization; the sequence of a log is its own key.
import { sql } from 'kysely'
import type { MigrationStep } from '../migration-step.ts'

export const chat: MigrationStep = async (db) => {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(db)
}

const STATEMENTS = [
  // `slug` is unique in its organization, so that a default agent can be provisioned any number of times and be there once.
  `create table "agent" (
    "organizationId" text not null references "organization" ("id") on delete cascade,
    "id" text not null,
    "slug" text not null,
    "name" text,
    "instructions" text,
    "provider" text,
    "model" text,
    "createdAt" bigint not null,
    "updatedAt" bigint not null,
    primary key ("organizationId", "id"))`,
  `create unique index "agent_organization_slug_unique" on "agent" ("organizationId", "slug")`,
  // The check is deferred: when an organization is deleted its agents and sessions go in one statement, in any order.
  `create table "chatSession" (
    "organizationId" text not null references "organization" ("id") on delete cascade,
    "id" text not null,
    "ownerUserId" text not null references "user" ("id") on delete cascade,
    "agentId" text not null,
    "title" text not null,
    "createdAt" bigint not null,
    "updatedAt" bigint not null,
    "lastSequence" bigint not null,
    "idempotencyKey" text,
    primary key ("organizationId", "id"),
    foreign key ("organizationId", "agentId") references "agent" ("organizationId", "id")
      deferrable initially deferred)`,
  `create unique index "chatSession_idempotency_unique" on "chatSession" ("organizationId", "ownerUserId", "idempotencyKey")`,
  `create table "chatTurn" (
    "organizationId" text not null,
    "sessionId" text not null,
    "id" text not null,
    "state" text not null,
    "runnerId" text not null,
    "leaseUntil" bigint not null,
    "idempotencyKey" text,
    primary key ("organizationId", "id"),
    foreign key ("organizationId", "sessionId") references "chatSession" ("organizationId", "id") on delete cascade)`,
  `create unique index "chatTurn_idempotency_unique" on "chatTurn" ("organizationId", "sessionId", "idempotencyKey")`,
  `create unique index "chatTurn_running_unique" on "chatTurn" ("organizationId", "sessionId") where "state" = 'running'`,
  `create table "chatEvent" (
    "organizationId" text not null,
    "sessionId" text not null,
    "sequence" bigint not null,
    "at" bigint not null,
    "turnId" text not null,
    "type" text not null,
    "payload" text not null,
    primary key ("organizationId", "sessionId", "sequence"),
    foreign key ("organizationId", "sessionId") references "chatSession" ("organizationId", "id") on delete cascade)`,
]
