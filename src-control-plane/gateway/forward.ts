// One request through the gateway, the same for a client outside and for the chat inside: choose the credential, let what is
// allowed pass, stream the answer back as it comes, and write down what happened, once, however it ends.
import { Failure, httpStatusOf, isFailure } from '#contract/failure'
import type { LedgerEntry, ProviderId } from '#contract/gateway'
import { TOKEN_HEADER } from '#contract/identity'
import type { OrgScope } from '../identity/index.ts'
import { askedOf, type Ledger, type OpenEntry } from '../ledger/index.ts'
import { limitsFor } from '../policy/index.ts'
import { accessProvider, type ProviderAccess, type ProviderDependencies } from '../provider/index.ts'
import { type UpstreamResponse, upstreamUrl } from '../upstream/index.ts'
import { type CredentialDecision, decideCredential } from './credential-mode.ts'
import { type Endpoint, endpointOf } from './endpoints.ts'
import { REQUEST_ID_HEADER, requestHeaders } from './forwarded-headers.ts'
import { type Permission, takenBackBy } from './permission.ts'
import { gatewayFailureResponse, providerErrorResponse } from './provider-error.ts'
import { relayAnswer } from './relay-answer.ts'
import { MAX_BODY_BYTES, readBody } from './request-body.ts'

export type GatewayDependencies = ProviderDependencies & {
  ledger: Ledger
  report: (error: unknown) => void
  /** Bytes of a request's body; only tests set another. */
  maxBodyBytes?: number
}

/** Nobody reads this status; nginx made it the custom for a client that left. */
const CLIENT_LEFT = 499

/**
 * `request` is addressed to `/ai/<provider>/…`; aborting its signal aborts upstream. Always answers, in the provider's shape. An abort
 * whose reason is a failure is told to the client and kept in the ledger: a caller inside, which gives no permission, watches over its
 * right itself.
 */
export async function forward(
  deps: GatewayDependencies,
  scope: OrgScope,
  request: Request,
  permission?: Permission,
): Promise<Response> {
  const { pathname } = new URL(request.url)
  const endpoint = endpointOf(request.method, pathname)
  if (endpoint === null) {
    permission?.over()
    return gatewayFailureResponse(pathname, new Failure('not-found', NO_ENDPOINT))
  }
  const { provider, path } = endpoint
  const entry = deps.ledger.open(scope, { provider, path }, { headers: request.headers, over: permission?.over })
  const abort = new AbortController()
  const signal = AbortSignal.any([
    request.signal,
    abort.signal,
    ...(permission === undefined ? [] : [permission.signal]),
  ])
  try {
    const answer = await send(deps, scope, endpoint, request, signal, entry)
    return named(relayAnswer(endpoint.wire, answer, entry, abort, signal), entry.id)
  } catch (error) {
    if (!isFailure(error) && !signal.aborted) deps.report(error)
    const failure = signal.aborted ? (takenBackBy(signal) ?? CANCELLED) : asFailure(error)
    await entry.close(endingOf(failure))
    return named(providerErrorResponse(endpoint.wire, failure), entry.id)
  }
}

/** The caller finds its request in the ledger by this. */
function named(answer: Response, id: string): Response {
  answer.headers.set(REQUEST_ID_HEADER, id)
  return answer
}

const CANCELLED = new Failure('cancelled', 'The request was cancelled.')
const NO_ENDPOINT = 'The gateway has no such path. It serves /ai/anthropic and /ai/openai.'

async function send(
  deps: GatewayDependencies,
  scope: OrgScope,
  { provider, wire, upstreamPath }: Endpoint,
  request: Request,
  signal: AbortSignal,
  entry: OpenEntry,
): Promise<UpstreamResponse> {
  const body = await readBody(request, deps.maxBodyBytes ?? MAX_BODY_BYTES)
  const asked = askedOf(body)
  entry.note({ asked })
  const { baseUrl, secret } = await chooseCredential(deps, scope, provider, decideCredential(request.headers), entry)
  const { limits, keepPrompts } = await limitsFor(deps, scope)
  await entry.admit({ asked, limits, mode: 'centralized', keep: keepPrompts ? body : null })
  const answer = await deps.upstream.send({
    url: upstreamUrl(baseUrl, upstreamPath, new URL(request.url).search),
    method: request.method,
    headers: requestHeaders(wire, request.headers, secret),
    body,
    signal,
  })
  // Followed by a client, a redirect would take the credential's request elsewhere; here it means a wrong base URL.
  if (answer.status >= 300 && answer.status < 400) {
    throw new Failure('provider-failed', 'The provider answered with a redirect. Check its base URL.')
  }
  return answer
}

async function chooseCredential(
  deps: GatewayDependencies,
  scope: OrgScope,
  provider: ProviderId,
  decided: CredentialDecision,
  entry: OpenEntry,
): Promise<ProviderAccess> {
  if (decided.decision === 'refuse') throw new Failure('bad-request', REFUSALS[decided.because])
  entry.note({ mode: decided.mode })
  const access = await accessProvider(deps, scope, provider)
  if (access === null) throw new Failure('no-model-configured', notConfigured(provider))
  entry.note({ hint: access.hint })
  return access
}

const REFUSALS = {
  'own-credential-missing': `${TOKEN_HEADER} says that you bring a provider credential of your own, and the request has none. To use your organization's, send your Mooring key as x-api-key or as a Bearer token instead.`,
  'own-credential-unsupported': `Provider credentials of your own cannot be used yet. To use your organization's, send your Mooring key as x-api-key or as a Bearer token instead of ${TOKEN_HEADER}.`,
}

const notConfigured = (provider: ProviderId) =>
  `Your organization has no provider "${provider}". An admin can add one under Settings, Providers.`

function asFailure(error: unknown): Failure {
  return isFailure(error) ? error : new Failure('internal', 'Mooring met an error that it did not expect.')
}

function endingOf({ code }: Failure): Pick<LedgerEntry, 'status' | 'outcome' | 'error'> {
  switch (code) {
    case 'cancelled':
      return { status: CLIENT_LEFT, outcome: 'cancelled', error: null }
    case 'revoked':
    case 'access-changed':
      return { status: httpStatusOf(code), outcome: 'cancelled', error: code }
    case 'provider-failed':
    case 'timeout':
      return { status: httpStatusOf(code), outcome: 'failed', error: code }
    default:
      return { status: httpStatusOf(code), outcome: 'refused', error: code }
  }
}
