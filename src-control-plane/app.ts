// Every door of the control plane, in one place. What stands before a route decides who may pass it.
import type { OpenAPIHono } from '@hono/zod-openapi'
import { Hono, type MiddlewareHandler } from 'hono'
import { Failure } from '#contract/failure'
import { INVITATION_PAGE_PATH } from '#contract/organization'
import { VERSION } from '#contract/version'
import { accountRoutes, type SignUpMode } from './account/index.ts'
import { apiKeyRoutes, organizationKeyRoutes } from './api-key/index.ts'
import { auditRoutes } from './audit/index.ts'
import { type ChatDependencies, chatRoutes } from './chat/index.ts'
import type { Database } from './database/index.ts'
import { type GatewayDependencies, gatewayFailureResponse, gatewayRoutes, nameRequest } from './gateway/index.ts'
import { hintRoutes } from './hint/index.ts'
import { hostRoutes } from './host/index.ts'
import { bodyBound, type Env, expectedFailure, failureResponse, newRouter } from './http/index.ts'
import type { Auth, Authenticate, LiveAccess, Tokens, Verifiers } from './identity/index.ts'
import { usageRoutes } from './ledger/index.ts'
import { type GatewayMetrics, type MetricsDoor, metricsRoute } from './metrics/index.ts'
import { invitationPage, organizationRoutes } from './organization/index.ts'
import { policyRoutes } from './policy/index.ts'
import { ownCredentialRoutes, providerRoutes } from './provider/index.ts'
import { referencePage } from './reference/index.ts'
import type { Relay } from './relay/index.ts'
import type { MintSecrets } from './secret/index.ts'

export type Services = {
  /** Where people reach this control plane. */
  url: string
  database: Database
  auth: Auth
  authenticate: Authenticate
  tokens: Tokens
  verifiers: Verifiers
  gateway: GatewayDependencies
  chat: ChatDependencies
  relay: Relay
  live: LiveAccess
  signUp: SignUpMode
  mintSecrets: MintSecrets
  metrics: GatewayMetrics
  metricsDoor: MetricsDoor
  /** Takes what happened, for the log. */
  note: (event: string, facts: object) => void
  now: () => number
  /** Takes errors that nobody expected. */
  report: (error: unknown) => void
}

export function createApp(services: Services): Hono {
  const app = new Hono()
  app.onError((error) => {
    if (expectedFailure(error) === null) services.report(error)
    return failureResponse(error)
  })
  app.notFound(() => failureResponse(new Failure('not-found', 'There is nothing at this address.')))
  app.get('/healthz', (c) => c.json({ status: 'ok', version: VERSION }))
  app.get('/readyz', async (c) => c.json(await readiness(services)))
  app.route('/', metricsRoute({ metrics: services.metrics, door: services.metricsDoor }))
  app.route('/', v1(services))
  app.route('/', ai(services))
  return app
}

/** `GET /v1/me` for each route; what stands before or after routes is under `ALL`. */
export function routesOf(app: Hono): string[] {
  return [...new Set(app.routes.map(({ method, path }) => `${method} ${path}`))]
}

const REFERENCE: Parameters<OpenAPIHono['getOpenAPI31Document']>[0] = {
  openapi: '3.1.0',
  info: { title: 'Mooring control plane', version: VERSION },
  security: [{ apiKey: [] }, { bearer: [] }],
}

function v1(services: Services) {
  const { database, now } = services
  const deps = { ...database, now }
  const routes = newRouter()
  routes.doc31('/openapi.json', REFERENCE)
  routes.get('/docs', (c) => c.html(referencePage(routes.getOpenAPI31Document(REFERENCE))))
  routes.get(INVITATION_PAGE_PATH, (c) => c.html(invitationPage()))
  routes.openAPIRegistry.registerComponent('securitySchemes', 'apiKey', {
    type: 'apiKey',
    in: 'header',
    name: 'x-api-key',
  })
  routes.openAPIRegistry.registerComponent('securitySchemes', 'bearer', { type: 'http', scheme: 'bearer' })
  routes.use('/v1/*', withPrincipal(services), bodyBound)
  routes.use('/api/auth/*', bodyBound)
  routes.route('/', accountRoutes({ ...services, ...deps }))
  routes.route('/', organizationRoutes({ ...deps, url: services.url }))
  routes.route('/', auditRoutes({ ...deps, live: services.live }))
  routes.route('/', apiKeyRoutes({ ...deps, mintSecrets: services.mintSecrets }))
  routes.route('/', organizationKeyRoutes(deps))
  routes.route('/', hostRoutes({ ...deps, liveHost: services.relay.liveHost }))
  routes.route('/', providerRoutes(services.gateway))
  routes.route('/', ownCredentialRoutes(services.gateway))
  routes.route('/', policyRoutes(deps))
  routes.route('/', usageRoutes({ ...deps, ledger: services.gateway.ledger }))
  routes.route('/', chatRoutes(services.chat))
  routes.route('/', hintRoutes({ ...services, changes: database.changes }))
  return routes
}

/** SDKs expect errors in their provider's shape, from the first check on. */
function ai(services: Services) {
  const routes = newRouter()
  routes.onError((error, c) => gatewayFailureResponse(c.req.path, error))
  routes.use('/ai/*', nameRequest(services.note), withPrincipal(services))
  routes.route('/', gatewayRoutes({ ...services.gateway, live: services.live }))
  return routes
}

/** Methods that change nothing (RFC 9110, 9.2.1). */
const SAFE = new Set(['GET', 'HEAD', 'OPTIONS'])

function withPrincipal({ authenticate }: Pick<Services, 'authenticate'>): MiddlewareHandler<Env> {
  return async (c, next) => {
    c.set('principal', await authenticate(c.req.raw.headers, SAFE.has(c.req.method) ? 'reading' : 'changing'))
    await next()
  }
}

/** Ready means that a request could be answered now: the database is there. */
async function readiness({ database }: Services): Promise<{ status: 'ready' }> {
  try {
    await database.read.selectFrom('firstAccount').select('id').execute()
    return { status: 'ready' }
  } catch (cause) {
    throw new Failure('unavailable', 'The database does not answer.', { cause })
  }
}
