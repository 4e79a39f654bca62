// One request through the gateway, the same for a client outside and for the chat inside: choose the credential, let what is
// allowed pass, stream the answer back as it comes, and write down what happened, once, however it ends.
import { Failure } from '#contract/failure'
import { toldFailure } from '../http/index.ts'
import type { OrgScope } from '../identity/index.ts'
import { askedOf, type Ledger, type OpenEntry } from '../ledger/index.ts'
import {
  limitsIn,
  type OrganizationSettings,
  type OwnAccess,
  type ProviderDependencies,
  type SettingsStore,
} from '../provider/index.ts'
import { type UpstreamCredential, type UpstreamResponse, upstreamUrl } from '../upstream/index.ts'
import { accessFor, ownAccess, type PoolAccess, type SingleAccess } from './access.ts'
import { decideCredential } from './credential-mode.ts'
import { endingOf } from './ending.ts'
import { type Endpoint, endpointOf } from './endpoints.ts'
import { REQUEST_ID_HEADER, requestHeaders } from './forwarded-headers.ts'
import { type Permission, takenBackBy } from './permission.ts'
import { gatewayFailureResponse, providerErrorResponse } from './provider-error.ts'
import { refusalFailure } from './refusal.ts'
import { relayAnswer, wholeAnswer } from './relay-answer.ts'
import { readBody, UPLOAD_BOUNDS, type UploadBounds } from './request-body.ts'
import { sendFromPool, sendSingle } from './send.ts'
import { refuseUnusable } from './unusable-answer.ts'

export type GatewayDependencies = ProviderDependencies & {
  settings: SettingsStore
  ledger: Ledger
  report: (error: unknown) => void
  /** Only tests set others. */
  uploadBounds?: Partial<UploadBounds>
}

/** What is known of a request beside itself. */
export type Context = {
  /** How long it may go on; a caller inside watches over that itself. */
  readonly permission?: Permission
  readonly inside?: Inside
}

/** A caller in this process. */
export type Inside = {
  readonly client: 'chat'
  readonly session: string
  /** The person's own key with this provider; null: the organization's. */
  readonly own: OwnAccess | null
}

/** A request on its way. */
type Exchange = {
  readonly scope: OrgScope
  readonly endpoint: Endpoint
  readonly request: Request
  readonly inside: Inside | undefined
  readonly entry: OpenEntry
  /** Aborts when the client leaves, or may not stay. */
  readonly signal: AbortSignal
}

/**
 * `request` is addressed to `/ai/<provider>/…`; aborting its signal aborts upstream. Always answers, in the provider's shape. An abort
 * whose reason is a failure is told to the client and kept in the ledger.
 */
export async function forward(
  deps: GatewayDependencies,
  scope: OrgScope,
  request: Request,
  { permission, inside }: Context = {},
): Promise<Response> {
  const { pathname } = new URL(request.url)
  const endpoint = endpointOf(request.method, pathname)
  if (endpoint === null) {
    permission?.over()
    return gatewayFailureResponse(pathname, new Failure('not-found', NO_ENDPOINT))
  }
  const { provider, path, wire } = endpoint
  const { headers } = request
  const entry = deps.ledger.open(scope, { provider, path }, { headers, over: permission?.over, inside })
  const abort = new AbortController()
  const signals = [request.signal, abort.signal, ...(permission === undefined ? [] : [permission.signal])]
  const signal = AbortSignal.any(signals)
  try {
    const answer = await send(deps, { scope, endpoint, request, inside, entry, signal })
    const whole = await wholeAnswer(wire, answer, entry)
    return named(whole ?? relayAnswer(wire, answer, entry, abort, signal), entry.id)
  } catch (error) {
    const failure = signal.aborted ? (takenBackBy(signal) ?? CANCELLED) : toldFailure(error, deps.report)
    void entry.close(endingOf(failure))
    return named(providerErrorResponse(wire, failure), entry.id)
  }
}

/** The caller finds its request in the ledger by this. */
function named(answer: Response, id: string): Response {
  answer.headers.set(REQUEST_ID_HEADER, id)
  return answer
}

const CANCELLED = new Failure('cancelled', 'The request was cancelled.')
const NO_ENDPOINT = 'The gateway has no such path. It serves /ai/anthropic, /ai/openai and /ai/<provider>.'

async function send(deps: GatewayDependencies, exchange: Exchange): Promise<UpstreamResponse> {
  const { scope, request, entry } = exchange
  const body = await readBody(request, { ...UPLOAD_BOUNDS, ...deps.uploadBounds })
  const asked = askedOf(body)
  entry.note({ asked })
  const settings = await deps.settings.of(scope.organizationId)
  const access = accessOf(settings, exchange)
  entry.note({ mode: access.mode })
  const keep = settings.policy.keepPrompts ? body : null
  await entry.admit({ asked, limits: limitsIn(settings, scope.keyId), mode: access.mode, keep })
  return refuseUnusable(await attempt(deps, exchange, access, body))
}

/** Throws what the caller is told if they may use nothing. */
function accessOf(
  settings: OrganizationSettings,
  { scope, endpoint, request, inside }: Exchange,
): PoolAccess | SingleAccess {
  if (inside?.own) return ownAccess({ mode: 'byok-key', secret: inside.own.open() }, inside.own.baseUrl)
  const { provider, wire } = endpoint
  const decision = decideCredential(wire, request.headers)
  const access = accessFor(settings, { organizationId: scope.organizationId, provider, decision })
  if (access.access === 'refused') throw refusalFailure(access.because, provider)
  return access
}

function attempt(
  { conditions, now, upstream }: GatewayDependencies,
  { endpoint, request, entry, signal }: Exchange,
  access: PoolAccess | SingleAccess,
  body: Uint8Array | null,
): Promise<UpstreamResponse> {
  const { wire, upstreamPath } = endpoint
  const { mode } = access
  const { method } = request
  const url = upstreamUrl(access.baseUrl, upstreamPath, new URL(request.url).search)
  const sending = {
    conditions,
    now,
    onChosen: (hint: string | null) => entry.note({ hint }),
    attempt: (credential: UpstreamCredential) =>
      upstream.send({
        url,
        method,
        headers: requestHeaders(wire, request.headers, { mode, credential }),
        body,
        signal,
      }),
  }
  return access.access === 'pool' ? sendFromPool(sending, access) : sendSingle(sending, access)
}
