// A relay for tests, with real HTTP, a real database and a clock that can be put forward; and hosts and viewers that speak its protocol
// by hand, so that a test can also do what ours would never.
import { randomBytes } from 'node:crypto'
import { type RawData, WebSocket } from 'ws'
import type { MintedApiKey } from '#contract/api-key'
import { FailureBody } from '#contract/failure'
import type { Host } from '#contract/host'
import { credentialHeaders, ORGANIZATION_HEADER } from '#contract/identity'
import {
  ControlPlaneMessage,
  HOST_HEADER,
  type HostMessage,
  RELAY_ATTACH_PATH,
  RELAY_DIAL_PATH,
  RELAY_HOST_PATH,
} from '#contract/relay'
import { apiKeyRoutes } from '../api-key/index.ts'
import { type Database, openDatabase } from '../database/index.ts'
import { createSqlite, type TestDatabase } from '../database/testing.ts'
import { hostRoutes } from '../host/index.ts'
import { failureResponse, listen, newRouter } from '../http/index.ts'
import { createIdentity } from '../identity/index.ts'
import { createOrganization } from '../organization/index.ts'
import { createMintSecrets, newId } from '../secret/index.ts'
import { createRelay, type Relay } from './index.ts'
import type { RelayTiming } from './timing.ts'

export type Person = { userId: string; session: string }

export type TestRelay = AsyncDisposable & {
  readonly url: string
  readonly relay: Relay
  readonly database: Database
  /** Puts the control plane's clock forward. */
  advance: (ms: number) => void
  signUp: (name: string) => Promise<Person>
  createOrganization: (person: Person, name: string) => Promise<string>
  addMember: (person: Person, organizationId: string) => Promise<void>
  mintKey: (person: Person, organizationId: string) => Promise<string>
  call: (credential: string, method: string, path: string, options?: CallOptions) => Promise<Answer>
  hosts: (credential: string, organizationId: string) => Promise<Host[]>
}

type CallOptions = { body?: unknown; organizationId?: string }
export type Answer = { status: number; body: unknown }

export async function startRelayForTest(
  create: () => Promise<TestDatabase> = createSqlite,
  timing: Partial<RelayTiming> = {},
): Promise<TestRelay> {
  await using stack = new AsyncDisposableStack()
  const database = stack.use(await openDatabase(stack.use(await create()).url))
  let offset = 0
  const now = () => Date.now() + offset
  const deps = { ...database, now }
  const listener = stack.use(await listen(0))
  const report = (error: unknown) => console.error(error)
  const secret = randomBytes(32).toString('hex')
  const { auth, authenticate, tokens, live } = stack.use(
    createIdentity(database, { baseUrl: listener.url, secret, now, report }),
  )
  const relay = stack.use(createRelay({ ...database, authenticate, tokens, live, now, report, timing }))
  const app = newRouter()
  app.onError(failureResponse)
  app.use('/v1/*', async (c, next) => {
    c.set('principal', await authenticate(c.req.raw.headers))
    await next()
  })
  app.route('/', apiKeyRoutes({ ...deps, mintSecrets: createMintSecrets(secret) }))
  app.route('/', hostRoutes({ ...deps, liveHost: relay.liveHost }))
  listener.answer(app.fetch, relay.handleUpgrade)
  const { url } = listener
  const call: TestRelay['call'] = (credential, method, path, options) => send(url, credential, method, path, options)
  const open = stack.move()
  return {
    url,
    relay,
    database,
    call,
    advance: (ms) => {
      offset += ms
    },
    async signUp(name) {
      const { internalAdapter } = await auth.$context
      const email = `${name.toLowerCase()}-${randomBytes(4).toString('hex')}@example.com`
      const user = await internalAdapter.createUser({ name, email, emailVerified: true }, { method: 'admin' })
      return { userId: user.id, session: (await internalAdapter.createSession(user.id)).token }
    },
    createOrganization: async (person, name) => (await createOrganization(deps, person.userId, { name })).id,
    async addMember({ userId }, organizationId) {
      const createdAt = new Date().toISOString()
      const member = { id: newId('member'), organizationId, userId, role: 'member' as const, createdAt }
      await database.db.insertInto('member').values(member).execute()
    },
    async mintKey(person, organizationId) {
      const { body } = await call(person.session, 'POST', '/v1/api-keys', {
        body: { organizationId, name: newId('key') },
      })
      return (body as MintedApiKey).secret
    },
    hosts: async (credential, organizationId) =>
      (await call(credential, 'GET', '/v1/hosts', { organizationId })).body as Host[],
    [Symbol.asyncDispose]: () => open.disposeAsync(),
  }
}

async function send(url: string, credential: string, method: string, path: string, options: CallOptions = {}) {
  const headers = {
    ...credentialHeaders(credential),
    ...(options.organizationId === undefined ? {} : { [ORGANIZATION_HEADER]: options.organizationId }),
    ...(options.body === undefined ? {} : { 'content-type': 'application/json' }),
  }
  const body = options.body === undefined ? null : JSON.stringify(options.body)
  const response = await fetch(new URL(path, url), { method, headers, body })
  return { status: response.status, body: (await response.json()) as unknown }
}

export const newHostId = () => `host_${randomBytes(12).toString('hex')}`

export type Refused = { outcome: 'refused'; status: number; failure: FailureBody }
export type Connected = { outcome: 'open'; peer: Peer }

/** One end of a WebSocket that remembers what it was told. */
export class Peer implements Disposable {
  readonly socket: WebSocket
  readonly texts: string[] = []
  readonly bytes: Buffer[] = []
  readonly closed: Promise<{ code: number; reason: string }>

  constructor(socket: WebSocket) {
    this.socket = socket
    this.closed = new Promise((resolve) =>
      socket.on('close', (code, reason) => resolve({ code, reason: reason.toString() })),
    )
    socket.on('error', () => {})
    socket.on('message', (data: RawData, isBinary) => {
      if (isBinary) this.bytes.push(data as Buffer)
      else this.texts.push(data.toString())
    })
  }

  say(message: HostMessage): void {
    this.socket.send(JSON.stringify(message))
  }

  heard(): ControlPlaneMessage[] {
    return this.texts.map((text) => ControlPlaneMessage.parse(JSON.parse(text)))
  }

  [Symbol.dispose](): void {
    this.socket.terminate()
  }
}

export function connect(url: string, path: string, headers: Record<string, string> = {}): Promise<Connected | Refused> {
  const address = new URL(path, url)
  address.protocol = 'ws:'
  const socket = new WebSocket(address, { headers, perMessageDeflate: false })
  const peer = new Peer(socket)
  return new Promise((resolve, reject) => {
    socket.on('open', () => resolve({ outcome: 'open', peer }))
    socket.on('error', reject)
    socket.on('unexpected-response', async (_request, response) => {
      const parts: Buffer[] = []
      for await (const part of response) parts.push(part as Buffer)
      const failure = FailureBody.parse(JSON.parse(Buffer.concat(parts).toString()))
      resolve({ outcome: 'refused', status: response.statusCode ?? 0, failure })
    })
  })
}

export type Place = { credential: string; organizationId: string; hostId: string }

const headersOf = ({ credential, organizationId }: Place) => ({
  ...credentialHeaders(credential),
  [ORGANIZATION_HEADER]: organizationId,
})

export const connectHost = (url: string, place: Place) =>
  connect(url, RELAY_HOST_PATH, { ...headersOf(place), [HOST_HEADER]: place.hostId })

export const attach = (url: string, place: Place, terminal = 'terminal_1', role = 'controller') =>
  connect(url, `${RELAY_ATTACH_PATH}?${new URLSearchParams({ host: place.hostId, terminal, role })}`, headersOf(place))

export const dialBack = (url: string, ticket: string) =>
  connect(url, `${RELAY_DIAL_PATH}?${new URLSearchParams({ ticket })}`)

export function opened(result: Connected | Refused): Peer {
  if (result.outcome === 'open') return result.peer
  throw new Error(`refused with ${result.status}: ${JSON.stringify(result.failure)}`)
}
