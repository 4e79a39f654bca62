// A gateway for tests: real HTTP, a real database, one scripted upstream, and people whose credentials have the real shapes.
import { randomBytes } from 'node:crypto'
import { Hono } from 'hono'
import { sql } from 'kysely'
import type { Failure } from '#contract/failure'
import type { LedgerPage, UsageReport } from '#contract/gateway'
import { credentialHeaders } from '#contract/identity'
import type { Role } from '#contract/organization'
import { type ScriptedUpstream, startScriptedUpstream } from '../../e2e/fakes/index.ts'
import { type Database, openDatabase } from '../database/index.ts'
import type { TestDatabase } from '../database/testing.ts'
import { type Env, failureResponse, listen } from '../http/index.ts'
import { authorize, createAuthenticate, type LiveAccess, type OrgScope, type Principal } from '../identity/index.ts'
import { openLedger, usageRoutes } from '../ledger/index.ts'
import { createOrganization } from '../organization/index.ts'
import {
  type CredentialConditions,
  createCredentialConditions,
  createSettingsStore,
  providerRoutes,
} from '../provider/index.ts'
import { createSecretBox, newId } from '../secret/index.ts'
import { openUpstream, UPSTREAM_BOUNDS, type UpstreamBounds } from '../upstream/index.ts'
import type { GatewayDependencies } from './forward.ts'
import { gatewayRoutes } from './gateway-routes.ts'
import type { UploadBounds } from './request-body.ts'

export const PROVIDER_SECRET = 'sk-scripted-provider-secret-0001'
/** Others that the scripted upstream accepts. */
export const MORE_SECRETS = ['sk-scripted-provider-secret-0002', 'sk-scripted-provider-secret-0003'] as const
const INSTANCE_SECRET = 'an instance secret of at least 32 characters'

/** `session` reaches all of a person's organizations, `key` the first. */
export type Person = { session: string; key: string; principal: Principal }
type Options = { body?: unknown; headers?: Record<string, string>; signal?: AbortSignal }
export type Reply = { status: number; text: string; json: unknown; headers: Headers }

export type TestGateway = AsyncDisposable & {
  readonly deps: GatewayDependencies & Pick<Database, 'dialect' | 'changes'> & { live: LiveAccess }
  readonly upstream: ScriptedUpstream
  /** Forgets what answers said about the providers' credentials. */
  heal: () => void
  /** Ends all that is open on anybody's authority. */
  revoke: (failure: Failure) => void
  /** What was reported as unexpected. */
  readonly reported: unknown[]
  /** Somebody with a role in each of these organizations. */
  addPerson: (name: string, roles?: Record<string, Role>) => Promise<Person>
  addOrganization: (name: string) => Promise<string>
  scopeOf: (person: Person, organizationId: string) => OrgScope
  /** Of the person's key. */
  keyIdOf: (person: Person) => string
  /** Serves routes on loopback, behind authentication. */
  serve: (...routers: Hono<Env>[]) => Promise<TestServer>
}

export type TestServer = {
  readonly url: string
  open: (credential: string, method: string, path: string, options?: Options) => Promise<Response>
  call: (credential: string, method: string, path: string, options?: Options) => Promise<Reply>
}

type Settings = { bounds?: Partial<UpstreamBounds>; uploadBounds?: Partial<UploadBounds> }

export async function openGatewayForTest(
  create: () => Promise<TestDatabase>,
  { bounds, uploadBounds }: Settings = {},
): Promise<TestGateway> {
  await using stack = new AsyncDisposableStack()
  const { url } = stack.use(await create())
  const database = stack.use(await openDatabase(url))
  const upstream = stack.use(await startScriptedUpstream({ secret: [PROVIDER_SECRET, ...MORE_SECRETS] }))
  const reported: unknown[] = []
  const people = new Map<string, Principal>()
  const { live, revoke } = createLiveForTest()
  const report = (error: unknown) => void reported.push(error)
  const ledger = stack.use(await openLedger({ ...database, now: Date.now, report }))
  const secrets = createSecretBox(INSTANCE_SECRET)
  const { conditions, heal } = createConditionsForTest()
  const deps = {
    ...database,
    live,
    ledger,
    now: Date.now,
    conditions,
    secrets,
    settings: stack.use(createSettingsStore({ ...database, secrets, now: Date.now })),
    upstream: stack.use(openUpstream({ bounds: { ...UPSTREAM_BOUNDS, ...bounds } })),
    report,
    ...(uploadBounds === undefined ? {} : { uploadBounds }),
  }
  const founder = await insertUser(database, 'Founder')
  const open = stack.move()
  return {
    deps,
    upstream,
    heal,
    revoke,
    reported,
    async addOrganization(name) {
      return (await createOrganization(deps, founder.id, { name })).id
    },
    async addPerson(name, roles = {}) {
      const user = await insertUser(database, name)
      for (const [id, role] of Object.entries(roles)) await insertMember(database, user.id, id, role)
      const organizations = Object.entries(roles).map(([id, role]) => ({ id, name: id, slug: id, role }))
      const session = randomBytes(16).toString('hex')
      const key = `moor_live_${randomBytes(21).toString('hex')}`
      const principal: Principal = {
        kind: 'session',
        via: 'bearer',
        source: { type: 'session', id: newId('session') },
        validUntil: null,
        user,
        organizations,
      }
      people.set(session, principal)
      const first = organizations.slice(0, 1)
      people.set(key, {
        kind: 'member-key',
        source: { type: 'api-key', id: newId('key') },
        validUntil: null,
        user,
        organizations: first,
      })
      return { session, key, principal }
    },
    scopeOf: ({ principal }, organizationId) => authorize(principal, organizationId, 'member'),
    keyIdOf: ({ key }) => people.get(key)?.source.id ?? '',
    async serve(...routers) {
      const listener = open.use(await listen(0))
      listener.answer(appOf(routers, people).fetch, () => false)
      return serverAt(listener.url)
    },
    [Symbol.asyncDispose]: () => open.disposeAsync(),
  }
}

/** What one test has met must not wait in the next one. */
function createConditionsForTest() {
  let present = createCredentialConditions(Date.now)
  const conditions: CredentialConditions = {
    healthOf: (name) => present.healthOf(name),
    counts: () => present.counts(),
    started: (name) => present.started(name),
    met: (name, met) => present.met(name, met),
    nextTurn: (name) => present.nextTurn(name),
  }
  const heal = () => {
    present = createCredentialConditions(Date.now)
  }
  return { conditions, heal }
}

/** Nobody's authority changes by itself here. */
function createLiveForTest() {
  const held = new Set<Parameters<LiveAccess['hold']>[0]>()
  const live: LiveAccess = {
    hold(access) {
      held.add(access)
      return { [Symbol.dispose]: () => void held.delete(access) }
    },
    [Symbol.dispose]: () => held.clear(),
  }
  const revoke = (failure: Failure) => {
    for (const access of [...held]) if (held.delete(access)) access.end(failure)
  }
  return { live, revoke }
}

function appOf(routers: Hono<Env>[], people: Map<string, Principal>): Hono<Env> {
  const find = async (text: string) => people.get(text) ?? null
  const nobody = async () => null
  const authenticate = createAuthenticate({
    apiKey: find,
    session: find,
    token: nobody,
    cookie: nobody,
    ownOrigin: 'http://127.0.0.1',
    onUsed: () => undefined,
  })
  const app = new Hono<Env>()
  app.onError((error) => failureResponse(error))
  app.use(async (c, next) => {
    c.set('principal', await authenticate(c.req.raw.headers))
    await next()
  })
  for (const router of routers) app.route('/', router)
  return app
}

function serverAt(url: string): TestServer {
  const open: TestServer['open'] = (credential, method, path, { body, headers = {}, signal } = {}) =>
    fetch(new URL(path, url), {
      method,
      headers: { ...credentialHeaders(credential), 'content-type': 'application/json', ...headers },
      body: body === undefined ? null : typeof body === 'string' ? body : JSON.stringify(body),
      ...(signal === undefined ? {} : { signal }),
    })
  return {
    url,
    open,
    async call(credential, method, path, options) {
      const response = await open(credential, method, path, options)
      const text = await response.text()
      const isJson = response.headers.get('content-type')?.includes('json') === true
      return { status: response.status, text, json: isJson ? JSON.parse(text) : null, headers: response.headers }
    },
  }
}

async function insertUser({ db, dialect }: Database, name: string) {
  const user = { id: newId('user'), name, email: `${newId(name.toLowerCase())}@example.com` }
  const unverified = sql.raw(dialect === 'sqlite' ? '0' : 'false')
  const never = new Date(0).toISOString()
  await sql`insert into "user" ("id", "name", "email", "emailVerified", "createdAt", "updatedAt")
    values (${user.id}, ${user.name}, ${user.email}, ${unverified}, ${never}, ${never})`.execute(db)
  return user
}

async function insertMember({ db }: Database, userId: string, organizationId: string, role: Role) {
  const row = { id: newId('member'), organizationId, userId, role, createdAt: new Date(0).toISOString() }
  await db.insertInto('member').values(row).execute()
}

export const MESSAGE = {
  model: 'claude-x',
  max_tokens: 64,
  messages: [{ role: 'user', content: 'a private question' }],
}
const ANTHROPIC_VERSION = { 'anthropic-version': '2023-06-01' }

export type WorkingGateway = Awaited<ReturnType<typeof openWorkingGateway>>

/** With both providers in North, where Ada is admin, and none in Empty, where Bob is a member; with bounds that a test can meet. */
export async function openWorkingGateway(create: () => Promise<TestDatabase>) {
  const gateway = await openGatewayForTest(create, {
    bounds: { firstByteMs: 300 },
    uploadBounds: { maxBytes: 10_000, stallMs: 300 },
  })
  const north = await gateway.addOrganization('North')
  const empty = await gateway.addOrganization('Empty')
  const ada = await gateway.addPerson('Ada', { [north]: 'admin', [empty]: 'admin' })
  const bob = await gateway.addPerson('Bob', { [empty]: 'member' })
  const server = await gateway.serve(
    gatewayRoutes(gateway.deps),
    providerRoutes(gateway.deps),
    usageRoutes(gateway.deps),
  )
  for (const [provider, baseUrl] of [
    ['anthropic', gateway.upstream.anthropicBaseUrl],
    ['openai', gateway.upstream.openaiBaseUrl],
  ]) {
    const body = { baseUrl, model: 'scripted-1', secret: PROVIDER_SECRET }
    const { status } = await server.call(ada.session, 'PUT', `/v1/organizations/${north}/providers/${provider}`, {
      body,
    })
    if (status !== 200) throw new Error(`The provider could not be saved: ${status}.`)
  }
  const read = async <T>(organizationId: string, what: string) =>
    (await server.call(ada.session, 'GET', `/v1/organizations/${organizationId}/${what}`)).json as T
  const requestsOf = (organizationId: string) => read<LedgerPage>(organizationId, 'requests')
  return {
    gateway,
    server,
    north,
    empty,
    ada,
    bob,
    usageOf: (organizationId: string) => read<UsageReport>(organizationId, 'usage'),
    requestsOf,
    lastEntry: async (organizationId = north) => (await requestsOf(organizationId)).entries[0],
    lastRequest: () => gateway.upstream.requests.at(-1),
    postMessage: (body: object = MESSAGE, headers: Record<string, string> = ANTHROPIC_VERSION) =>
      server.call(ada.key, 'POST', '/ai/anthropic/v1/messages', { body, headers }),
    [Symbol.asyncDispose]: () => gateway[Symbol.asyncDispose](),
  }
}
