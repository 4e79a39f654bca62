// A ledger for tests: rows as they might have been written, people, and the routes that read them, over real HTTP.
import type { Insertable } from 'kysely'
import type { Tables } from '../database/index.ts'
import type { TestDatabase } from '../database/testing.ts'
import { openGatewayForTest, type Person, type TestGateway, type TestServer } from '../gateway/testing.ts'
import { policyRoutes } from '../policy/index.ts'
import { newId } from '../secret/index.ts'
import { usageRoutes } from './index.ts'

type Row = Insertable<Tables['ledgerEntry']>

export type TestLedger = AsyncDisposable & {
  readonly gateway: TestGateway
  readonly server: TestServer
  /** Ada administers North; Bob is a member of it; Eve administers South. */
  readonly north: string
  readonly south: string
  readonly ada: Person
  readonly bob: Person
  readonly eve: Person
  /** Writes a row: in North, asked now, by Ada without a key, unless it says otherwise. */
  write: (row: Partial<Row>) => Promise<Row>
  /** JSON of an answer that must be a good one. */
  get: (person: Pick<Person, 'session'>, path: string) => Promise<unknown>
}

/** `now` is the clock of the routes, not of the rows. */
export async function openLedgerForTest(create: () => Promise<TestDatabase>, now = Date.now): Promise<TestLedger> {
  const gateway = await openGatewayForTest(create)
  const deps = { ...gateway.deps, now }
  const north = await gateway.addOrganization('North')
  const south = await gateway.addOrganization('South')
  const ada = await gateway.addPerson('Ada', { [north]: 'admin' })
  const bob = await gateway.addPerson('Bob', { [north]: 'member' })
  const eve = await gateway.addPerson('Eve', { [south]: 'admin' })
  const server = await gateway.serve(usageRoutes(deps), policyRoutes(deps))
  const owner = ada.principal.user?.id ?? ''
  return {
    gateway,
    server,
    north,
    south,
    ada,
    bob,
    eve,
    async write(given) {
      const ownerId = given.ownerId ?? owner
      const row = {
        ...PLAIN,
        organizationId: north,
        id: newId('req'),
        at: now(),
        principal: ownerId,
        ...given,
        ownerId,
      }
      await gateway.deps.db.insertInto('ledgerEntry').values(row).execute()
      return row
    },
    async get(person, path) {
      const { status, json, text } = await server.call(person.session, 'GET', path)
      if (status !== 200) throw new Error(`${path} answered ${status}: ${text}`)
      return json
    },
    [Symbol.asyncDispose]: () => gateway[Symbol.asyncDispose](),
  }
}

const PLAIN = {
  provider: 'anthropic',
  path: '/v1/messages',
  model: 'claude-x',
  mode: 'centralized',
  hint: null,
  client: null,
  userAgent: null,
  session: null,
  status: 200,
  outcome: 'ok',
  firstByteMs: 1,
  durationMs: 2,
  inputTokens: 0,
  outputTokens: 0,
  cacheReadTokens: 0,
  cacheWriteTokens: 0,
  cost: null,
  priceVersion: null,
  tools: '[]',
  stopReason: null,
  upstreamId: null,
  error: null,
} as const
