// `/ai/<provider>/v1/responses` as a WebSocket. Who calls, with whose credential, and whether the provider takes it is known before the 101,
// so that whatever is wrong is an HTTP answer in the provider's shape.
import { type IncomingMessage, STATUS_CODES } from 'node:http'
import type { Duplex } from 'node:stream'
import { type WebSocket, WebSocketServer } from 'ws'
import { Failure } from '#contract/failure'
import { ORGANIZATION_HEADER } from '#contract/identity'
import { GOING_AWAY } from '#contract/relay'
import { expectedFailure, toldFailure, type UpgradeHandler } from '../http/index.ts'
import { type Authenticate, actingOrganization, authorize, type Caller, type LiveAccess } from '../identity/index.ts'
import { askedOf, type OpenEntry } from '../ledger/index.ts'
import { limitsIn } from '../provider/index.ts'
import { newId } from '../secret/index.ts'
import { type UpstreamCredential, type UpstreamResponse, upstreamUrl } from '../upstream/index.ts'
import { accessFor, type PoolAccess, type SingleAccess } from './access.ts'
import { converse } from './converse.ts'
import { decideCredential } from './credential-mode.ts'
import { dialSocket } from './dial-socket.ts'
import { endingOf } from './ending.ts'
import { type Endpoint, endpointOf, GATEWAY_PATH } from './endpoints.ts'
import type { GatewayDependencies } from './forward.ts'
import { REQUEST_ID_HEADER, requestHeaders, responseHeaders } from './forwarded-headers.ts'
import { holdPermission } from './permission.ts'
import { gatewayFailureResponse, providerErrorResponse } from './provider-error.ts'
import { refusalFailure } from './refusal.ts'
import { MAX_BODY_BYTES } from './request-body.ts'
import { sendFromPool, sendSingle } from './send.ts'
import { refuseUnusable } from './unusable-answer.ts'

type Dependencies = GatewayDependencies & { authenticate: Authenticate; live: LiveAccess }

export type ResponsesSocket = AsyncDisposable & { readonly handleUpgrade: UpgradeHandler }

/** A handshake on its way. */
type Handshake = {
  readonly caller: Caller
  readonly endpoint: Endpoint
  readonly headers: Headers
  readonly query: string
  /** Aborts when the client has left before it was answered. */
  readonly signal: AbortSignal
}

export function createResponsesSocket(deps: Dependencies): ResponsesSocket {
  const server = new WebSocketServer({ noServer: true, perMessageDeflate: false, maxPayload: MAX_BODY_BYTES })
  return {
    handleUpgrade(request, socket, head) {
      const { pathname, search } = addressOf(request)
      if (!pathname.startsWith(`${GATEWAY_PATH}/`)) return false
      const left = new AbortController()
      const leave = () => left.abort()
      socket.once('close', leave)
      const accept = (join: (client: WebSocket) => void) => {
        socket.off('close', leave)
        server.handleUpgrade(request, socket, head, join)
      }
      const headers = headersOf(request)
      open(deps, { pathname, query: search, headers, signal: left.signal }, accept)
        .then((refusal) => (refusal === null ? undefined : refuse(socket, refusal)))
        .catch(deps.report)
      return true
    },
    async [Symbol.asyncDispose]() {
      for (const client of server.clients) client.close(GOING_AWAY, 'The control plane is stopping.')
      for (const client of server.clients) client.terminate()
    },
  }
}

type Asked = Pick<Handshake, 'headers' | 'query' | 'signal'> & { pathname: string }
type Accept = (join: (client: WebSocket) => void) => void

/** Null once it is accepted, else what is answered. */
async function open(deps: Dependencies, asked: Asked, accept: Accept): Promise<Response | null> {
  const { pathname, headers } = asked
  try {
    const caller = await callerOf(deps.authenticate, headers)
    const endpoint = endpointOf('UPGRADE', pathname)
    if (endpoint === null) throw new Failure('not-found', 'The gateway has no WebSocket at this path.')
    return await shakeHands(deps, { ...asked, caller, endpoint }, accept)
  } catch (error) {
    if (expectedFailure(error) === null) deps.report(error)
    return named(gatewayFailureResponse(pathname, error), { id: newId('req') })
  }
}

/** A handshake that fails is a row of the ledger; one that succeeds is none, since its turns are. */
async function shakeHands(deps: Dependencies, handshake: Handshake, accept: Accept): Promise<Response | null> {
  const { caller, endpoint, headers, signal } = handshake
  const { scope } = caller
  const { provider, path } = endpoint
  const facts: Parameters<OpenEntry['note']>[0] = {}
  const openEntry = () => {
    const entry = deps.ledger.open(scope, { provider, path }, { headers })
    entry.note(facts)
    return entry
  }
  try {
    const access = await accessOf(deps, handshake)
    facts.mode = access.mode
    const { answer, socket: upstream } = await dial(deps, handshake, access, (hint) => {
      facts.hint = hint
    })
    if (upstream === null) return await refusedBy(answer, endpoint, openEntry())
    if (signal.aborted) upstream.terminate()
    else
      accept((client) => {
        client.on('error', () => undefined)
        const permission = holdPermission(deps.live, caller)
        const admit = (entry: OpenEntry, message: Buffer) => admitTurn(deps, handshake, access, entry, message)
        converse({
          client,
          upstream,
          permission,
          openEntry,
          admit,
          asFailure: (error) => toldFailure(error, deps.report),
        })
      })
    return null
  } catch (error) {
    const failure = toldFailure(error, deps.report)
    const entry = openEntry()
    void entry.close(endingOf(failure))
    return named(providerErrorResponse(endpoint.wire, failure), entry)
  }
}

async function accessOf(
  { settings }: Dependencies,
  { caller: { scope }, endpoint: { provider, wire }, headers }: Handshake,
): Promise<PoolAccess | SingleAccess> {
  const { organizationId } = scope
  const decision = decideCredential(wire, headers)
  const access = accessFor(await settings.of(organizationId), { organizationId, provider, decision })
  if (access.access === 'refused') throw refusalFailure(access.because, provider)
  return access
}

async function dial(
  { conditions, now }: Dependencies,
  { endpoint: { wire, upstreamPath }, headers, query, signal }: Handshake,
  access: PoolAccess | SingleAccess,
  onChosen: (hint: string | null) => void,
) {
  const { mode } = access
  const url = upstreamUrl(access.baseUrl, upstreamPath, query)
  let socket: WebSocket | null = null
  const attempt = async (credential: UpstreamCredential) => {
    const dialled = await dialSocket(url, requestHeaders(wire, headers, { mode, credential }), signal)
    socket = dialled.socket
    return dialled.answer
  }
  const sending = { conditions, now, onChosen, attempt }
  const answer = await (access.access === 'pool' ? sendFromPool(sending, access) : sendSingle(sending, access))
  return { answer: refuseUnusable(answer), socket: socket as WebSocket | null }
}

/** By what holds now: a connection may outlive what was set when it began. */
async function admitTurn(
  { settings }: Dependencies,
  { caller: { scope }, endpoint }: Handshake,
  { mode }: PoolAccess | SingleAccess,
  entry: OpenEntry,
  message: Buffer,
): Promise<void> {
  const asked = askedOf(message)
  entry.note({ asked })
  const current = await settings.of(scope.organizationId)
  const { byok, keepPrompts } = current.policy
  if (mode !== 'centralized' && !byok) throw refusalFailure('own-credential-not-allowed', endpoint.provider)
  const keep = keepPrompts ? message : null
  await entry.admit({ asked, limits: limitsIn(current, scope.keyId), mode, keep })
}

async function callerOf(authenticate: Authenticate, headers: Headers): Promise<Caller> {
  const principal = await authenticate(headers)
  const organizationId = actingOrganization(principal, headers.get(ORGANIZATION_HEADER) ?? undefined)
  return { principal, scope: authorize(principal, organizationId, 'member') }
}

/** The provider's own words. */
async function refusedBy(answer: UpstreamResponse, { wire }: Endpoint, entry: OpenEntry): Promise<Response> {
  const { status, headers } = answer
  void entry.close({ status, outcome: 'failed', error: `status-${status}` })
  return named(new Response(await answer.bytes(), { status, headers: responseHeaders(wire, headers) }), entry)
}

function named(answer: Response, { id }: Pick<OpenEntry, 'id'>): Response {
  answer.headers.set(REQUEST_ID_HEADER, id)
  return answer
}

function addressOf({ url = '' }: IncomingMessage): URL {
  return new URL(/^\/(?!\/)/.test(url) ? `http://gateway${url}` : 'http://gateway/')
}

function headersOf({ headersDistinct }: IncomingMessage): Headers {
  const headers = new Headers()
  for (const [name, values = []] of Object.entries(headersDistinct))
    for (const value of values) headers.append(name, value)
  return headers
}

async function refuse(socket: Duplex, response: Response): Promise<void> {
  const body = Buffer.from(await response.arrayBuffer())
  response.headers.set('content-length', String(body.length))
  response.headers.set('connection', 'close')
  const lines = [...response.headers].map(([name, value]) => `${name}: ${value}\r\n`)
  const { status } = response
  socket.end(
    Buffer.concat([Buffer.from(`HTTP/1.1 ${status} ${STATUS_CODES[status] ?? ''}\r\n${lines.join('')}\r\n`), body]),
  )
}
