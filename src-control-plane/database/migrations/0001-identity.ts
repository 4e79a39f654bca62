// better-auth's tables (1.7), frozen, plus the uniqueness that its own schema lacks. A test compares them with what the library wants.
import { sql } from 'kysely'
import type { MigrationStep } from '../migration-step.ts'

export const identity: MigrationStep = async (db, dialect) => {
  const types = dialect === 'postgres' ? { date: 'timestamptz', bool: 'boolean' } : { date: 'date', bool: 'integer' }
  for (const statement of statements(types)) await sql.raw(statement).execute(db)
}

const statements = ({ date, bool }: { date: string; bool: string }) => [
  `create table "user" ("id" text not null primary key, "name" text not null, "email" text not null unique,
     "emailVerified" ${bool} not null, "image" text, "createdAt" ${date} not null, "updatedAt" ${date} not null)`,
  `create table "session" ("id" text not null primary key, "expiresAt" ${date} not null, "token" text not null unique,
     "createdAt" ${date} not null, "updatedAt" ${date} not null, "ipAddress" text, "userAgent" text,
     "userId" text not null references "user" ("id") on delete cascade, "activeOrganizationId" text)`,
  `create table "account" ("id" text not null primary key, "accountId" text not null, "providerId" text not null,
     "userId" text not null references "user" ("id") on delete cascade, "accessToken" text, "refreshToken" text,
     "idToken" text, "accessTokenExpiresAt" ${date}, "refreshTokenExpiresAt" ${date}, "scope" text, "password" text,
     "createdAt" ${date} not null, "updatedAt" ${date} not null)`,
  `create table "verification" ("id" text not null primary key, "identifier" text not null, "value" text not null,
     "expiresAt" ${date} not null, "createdAt" ${date} not null, "updatedAt" ${date} not null)`,
  `create table "organization" ("id" text not null primary key, "name" text not null, "slug" text not null unique,
     "logo" text, "createdAt" ${date} not null, "metadata" text)`,
  `create table "member" ("id" text not null primary key,
     "organizationId" text not null references "organization" ("id") on delete cascade,
     "userId" text not null references "user" ("id") on delete cascade, "role" text not null, "createdAt" ${date} not null)`,
  `create table "invitation" ("id" text not null primary key,
     "organizationId" text not null references "organization" ("id") on delete cascade, "email" text not null, "role" text,
     "status" text not null, "expiresAt" ${date} not null, "createdAt" ${date} not null,
     "inviterId" text not null references "user" ("id") on delete cascade)`,
  `create table "jwks" ("id" text not null primary key, "publicKey" text not null, "privateKey" text not null,
     "createdAt" ${date} not null, "expiresAt" ${date}, "alg" text, "crv" text)`,
  `create index "session_userId_idx" on "session" ("userId")`,
  `create index "account_userId_idx" on "account" ("userId")`,
  `create index "verification_identifier_idx" on "verification" ("identifier")`,
  `create unique index "member_user_organization_unique" on "member" ("userId", "organizationId")`,
  `create index "member_organizationId_idx" on "member" ("organizationId")`,
  `create index "invitation_organizationId_idx" on "invitation" ("organizationId")`,
  `create index "invitation_email_idx" on "invitation" ("email")`,
  // One row at most: whoever inserts it is the first account, however many sign up at once.
  `create table "firstAccount" ("id" integer not null primary key check ("id" = 1))`,
]
