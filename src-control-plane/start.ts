// Builds the control plane's object graph, once, for both of its faces: embedded in a host and on its own.
import { createApp, routesOf } from './app.ts'
import { createInProcessBus } from './bus/index.ts'
import { startTurnRunner } from './chat/index.ts'
import { ControlPlaneConfig, readPrices } from './config.ts'
import { openDatabase } from './database/index.ts'
import { createResponsesSocket, GATEWAY_DOORS } from './gateway/index.ts'
import { databaseUrlOf, instanceSecret, prepareHome } from './home.ts'
import { listen } from './http/index.ts'
import { createIdentity, isHttps, resealSigningKeys } from './identity/index.ts'
import { loggedRequest, openLedger, type RowOfLedger } from './ledger/index.ts'
import { type LocalOwner, signInLocalOwner } from './local-owner.ts'
import { createGatewayMetrics } from './metrics/index.ts'
import { createCredentialConditions, createSettingsStore, resealProviders } from './provider/index.ts'
import { createRelay } from './relay/index.ts'
import { createMintSecrets, createSecretBox } from './secret/index.ts'
import { openUpstream } from './upstream/index.ts'

export type ControlPlane = AsyncDisposable & {
  readonly url: string
  /** Every door there is, as `GET /v1/me` or `UPGRADE /relay/host`; `ALL` and a star stand for what comes before or after them. */
  readonly doors: readonly string[]
  /** For the host that embeds it: the session of this machine's own owner, created with a first organization. */
  signInLocalOwner: (owner: LocalOwner) => Promise<string>
  /** Whether a session is still good. */
  knowsSession: (session: string) => Promise<boolean>
}

/** Takes errors that nobody expected. */
export type Report = (error: unknown) => void
/** Takes what happened, for the log: a word and its facts. */
export type Note = (event: string, facts: object) => void

/** Rejects with a `Failure` that names what is wrong: the home, the port, the database. Nothing is left open then. */
export async function startControlPlane(
  given: ControlPlaneConfig,
  report: Report,
  note: Note = () => undefined,
): Promise<ControlPlane> {
  const config = ControlPlaneConfig.parse(given)
  await using stack = new AsyncDisposableStack()
  prepareHome(config.home)
  const secret = config.secret ?? instanceSecret(config.home)
  const database = stack.use(await openDatabase(databaseUrlOf(config)))
  const { previousSecrets, trustedProxies, anyPortIfTaken } = config
  const secrets = createSecretBox(secret, previousSecrets)
  if (previousSecrets.length > 0) {
    await resealSigningKeys(database, secrets)
    await resealProviders(database, secrets)
  }
  const now = Date.now
  const conditions = createCredentialConditions(now)
  const metrics = createGatewayMetrics({
    inFlight: () => ledger.inFlight(),
    waiting: () => ledger.waiting(),
    credentials: conditions.counts,
  })
  const prices = readPrices(config.pricesFile)
  const onEnded = (row: RowOfLedger) => {
    metrics.ended(row)
    note('request', loggedRequest(row))
  }
  const ledger = stack.use(await openLedger({ ...database, now, report, prices, onEnded, onLimited: metrics.limited }))
  const https = isHttps(config.publicUrl ?? '')
  const listener = stack.use(await listen(config.port, { anyPortIfTaken, trustedProxies, https }))
  const url = config.publicUrl ?? listener.url
  const identity = stack.use(createIdentity(database, { baseUrl: url, secret, previousSecrets, now, report }))
  const { auth, authenticate, tokens, verifiers, live } = identity
  const upstream = stack.use(openUpstream({ addresses: config.providerAddresses }))
  const settings = stack.use(createSettingsStore({ ...database, secrets, now }))
  const gateway = { ...database, now, report, upstream, secrets, conditions, settings, ledger }
  const relay = stack.use(createRelay({ ...database, authenticate, tokens, live, now, report }))
  const sockets = stack.use(createResponsesSocket({ ...gateway, authenticate, live }))
  const bus = createInProcessBus()
  const turns = stack.use(await startTurnRunner({ ...gateway, bus, live, dialect: database.dialect }))
  const chat = { ...gateway, bus, live, turns }
  const app = createApp({
    url,
    database,
    auth,
    authenticate,
    tokens,
    verifiers,
    gateway,
    chat,
    relay,
    live,
    signUp: config.signUp,
    mintSecrets: createMintSecrets(secret),
    metrics,
    metricsDoor: {
      token: config.metricsToken ?? null,
      behindProxy: trustedProxies > 0 || config.publicUrl !== undefined,
    },
    note,
    now,
    report,
  })
  listener.answer(app.fetch, (...upgrade) => relay.handleUpgrade(...upgrade) || sockets.handleUpgrade(...upgrade))
  const open = stack.move()
  return {
    url,
    doors: [...routesOf(app), ...GATEWAY_DOORS, ...relay.doors],
    signInLocalOwner: (owner) => signInLocalOwner({ ...gateway, ...database, auth, found: config.providers }, owner),
    knowsSession: async (session) => (await verifiers.session(session)) !== null,
    [Symbol.asyncDispose]: () => open.disposeAsync(),
  }
}
