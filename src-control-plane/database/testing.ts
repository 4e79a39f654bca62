// Every store test runs on both databases: a fresh SQLite file, and a fresh database in the PostgreSQL the test run started.
import { randomBytes } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { describe } from 'vitest'
import type { Dialect } from './dialect.ts'

export { createChangeHub } from './changes.ts'

export { openNetwork } from './proxy-testing.ts'

export type TestDatabase = AsyncDisposable & { readonly url: string; readonly dialect: Dialect }

const postgresUrl = process.env.MOORING_TEST_POSTGRES_URL

/** `describe` once a dialect; PostgreSQL is skipped, with its reason in the title, when no server was started for the tests. */
export function describeEachDatabase(title: string, define: (create: () => Promise<TestDatabase>) => void): void {
  describe(`${title} (SQLite)`, () => define(createSqlite))
  if (postgresUrl !== undefined) describe(`${title} (PostgreSQL)`, () => define(() => createPostgres(postgresUrl)))
  // biome-ignore lint/suspicious/noSkippedTests: the reason is in the title
  else describe.skip(`${title} (PostgreSQL: MOORING_TEST_POSTGRES_URL is not set)`, () => define(createSqlite))
}

export async function createSqlite(): Promise<TestDatabase> {
  const folder = await mkdtemp(join(tmpdir(), 'mooring-database-'))
  return {
    dialect: 'sqlite',
    url: `file:${join(folder, 'control-plane.db')}`,
    [Symbol.asyncDispose]: () => rm(folder, { recursive: true, force: true }),
  }
}

async function createPostgres(server: string): Promise<TestDatabase> {
  const name = `mooring_${randomBytes(8).toString('hex')}`
  await administer(server, `create database ${name}`)
  const url = new URL(server)
  url.pathname = `/${name}`
  return {
    dialect: 'postgres',
    url: url.href,
    [Symbol.asyncDispose]: () => administer(server, `drop database ${name} with (force)`),
  }
}

async function administer(server: string, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: server })
  await client.connect()
  await client.query(statement)
  await client.end()
}
