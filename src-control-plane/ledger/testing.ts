// A ledger for tests: rows as they might have been written, people, and the routes that read them, over real HTTP.
import type { Insertable } from 'kysely'
import { type Limits, NO_LIMITS } from '#contract/gateway'
import type { Tables } from '../database/index.ts'
import type { TestDatabase } from '../database/testing.ts'
import { openGatewayForTest, type Person, type TestGateway, type TestServer } from '../gateway/testing.ts'
import type { OrgScope } from '../identity/index.ts'
import { policyRoutes } from '../policy/index.ts'
import { newId } from '../secret/index.ts'
import { type Admission, askedOf, type Ending, openLedger, usageRoutes } from './index.ts'

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

export const HEADERS = new Headers({
  'user-agent': 'claude-cli/2.1 (external)',
  'x-claude-code-session-id': 'session-1',
})
export const DOOR = { provider: 'anthropic', path: '/v1/messages' }
export const MODEL = 'claude-sonnet-4-5'
export const OK: Ending = { status: 200, outcome: 'ok', error: null, inputTokens: 100, outputTokens: 10 }

export const asked = (body: object = { model: MODEL, max_tokens: 100 }) => askedOf(Buffer.from(JSON.stringify(body)))
export const admission = (
  given: Partial<Omit<Admission, 'limits'>> & { organization?: Partial<Limits>; key?: Partial<Limits> } = {},
) => {
  const { organization, key, ...rest } = given
  const limits = { organization: { ...NO_LIMITS, ...organization }, key: { ...NO_LIMITS, ...key } }
  return { asked: asked(), mode: 'centralized', keep: null, limits, ...rest } as const
}

export type EntriesPlace = Awaited<ReturnType<Awaited<ReturnType<typeof openEntriesForTest>>['openPlace']>>

/** Entries: each place has an organization of its own, so that counts begin at nothing, and a clock that tests move. */
export async function openEntriesForTest(create: () => Promise<TestDatabase>) {
  let clock = Date.UTC(2026, 10, 29, 12)
  const now = () => clock
  const place = await openLedgerForTest(create, now)
  const { db } = place.gateway.deps

  async function openPlace() {
    const organizationId = await place.gateway.addOrganization(newId('org'))
    const person = await place.gateway.addPerson('Ada', { [organizationId]: 'admin' })
    const session: OrgScope = place.gateway.scopeOf(person, organizationId)
    const keyed: OrgScope = { ...session, keyId: place.gateway.keyIdOf(person) }
    const { deps } = place.gateway
    const ledger = await openLedger({ ...deps, now })
    const mine = <T extends 'ledgerEntry' | 'openRequest' | 'monthlyUsage'>(table: T) =>
      db
        .selectFrom(table as 'ledgerEntry')
        .selectAll()
        .where('organizationId', '=', organizationId)
        .execute()
    return {
      organizationId,
      session,
      keyed,
      ledger,
      open: (scope = keyed) => ledger.open(scope, DOOR, { headers: HEADERS }),
      rows: () => mine('ledgerEntry'),
      underWay: () => db.selectFrom('openRequest').selectAll().where('organizationId', '=', organizationId).execute(),
      months: () =>
        db.selectFrom('monthlyUsage').selectAll().where('organizationId', '=', organizationId).orderBy('id').execute(),
      [Symbol.asyncDispose]: () => ledger[Symbol.asyncDispose](),
    }
  }

  return {
    db,
    now,
    gateway: place.gateway,
    openPlace,
    /** Milliseconds. */
    pass: (time: number) => {
      clock += time
    },
    [Symbol.asyncDispose]: () => place[Symbol.asyncDispose](),
  }
}
