// A whole control plane for tests: real HTTP, a real database, a temporary home, and people who signed up as anybody would.
import { randomBytes } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { OrganizationMembership } from '#contract/organization'
import type { ControlPlaneConfig } from './config.ts'
import { createSqlite, type TestDatabase } from './database/testing.ts'
import { type Call, createCaller } from './http/testing.ts'
import { type ControlPlane, type Note, type Report, startControlPlane } from './start.ts'

export type Person = { name: string; email: string; password: string; session: string }

export type TestControlPlane = AsyncDisposable & {
  readonly url: string
  readonly controlPlane: ControlPlane
  readonly database: TestDatabase
  signUp: (name: string) => Promise<Person>
  createOrganization: (person: Person, name: string) => Promise<OrganizationMembership>
  call: Call
}

/** An error that nobody expected fails the run: vitest reports what is thrown outside a test. */
const failTest = (error: unknown) => void Promise.reject(error)

export async function startControlPlaneForTest(
  create: () => Promise<TestDatabase> = createSqlite,
  overrides: Partial<ControlPlaneConfig> = {},
  report: Report = failTest,
  note?: Note,
): Promise<TestControlPlane> {
  await using stack = new AsyncDisposableStack()
  const database = stack.use(await create())
  const home = await mkdtemp(join(tmpdir(), 'mooring-control-plane-'))
  stack.defer(() => rm(home, { recursive: true, force: true }))
  const config: ControlPlaneConfig = { home, port: 0, databaseUrl: database.url, signUp: 'open', ...overrides }
  const controlPlane = stack.use(await startControlPlane(config, report, note))
  const open = stack.move()
  const { url } = controlPlane
  const call = createCaller(url)
  return {
    url,
    controlPlane,
    database,
    call,
    signUp: (name) => signUp(url, name),
    async createOrganization(person, name) {
      const { body } = await call(person.session, 'POST', '/v1/organizations', { body: { name } })
      return OrganizationMembership.parse(body)
    },
    [Symbol.asyncDispose]: () => open.disposeAsync(),
  }
}

async function signUp(url: string, name: string): Promise<Person> {
  const email = `${name.toLowerCase()}-${randomBytes(4).toString('hex')}@example.com`
  const password = randomBytes(16).toString('hex')
  const response = await fetch(new URL('/api/auth/sign-up/email', url), {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin: url },
    body: JSON.stringify({ name, email, password }),
  })
  if (!response.ok) throw new Error(`sign-up answered ${response.status}: ${await response.text()}`)
  const { token } = (await response.json()) as { token: string }
  return { name, email, password, session: token }
}
