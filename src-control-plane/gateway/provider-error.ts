// Our own failures in the shape that the provider's clients understand, so that an SDK shows the sentence we wrote.
import { type Failure, httpStatusOf } from '#contract/failure'
import type { WireFormat } from '#contract/gateway'
import { toldFailure } from '../http/index.ts'
import { wireFormatAt } from './endpoints.ts'

/** https://docs.anthropic.com/en/api/errors */
const ANTHROPIC_TYPES: Record<number, string> = {
  400: 'invalid_request_error',
  401: 'authentication_error',
  403: 'permission_error',
  404: 'not_found_error',
  408: 'timeout_error',
  409: 'invalid_request_error',
  413: 'request_too_large',
  429: 'rate_limit_error',
  503: 'overloaded_error',
  504: 'timeout_error',
}

/** The clients of both providers try these again by themselves; of ours only an outage, and a limit that is soon over, are worth that. */
const WORTH_RETRYING = new Set([408, 429, 502, 503, 504])
/** Longer than this no client waits by itself. Seconds. */
const MAX_WAIT_S = 60
/** Seconds after which a client may come back, where nothing better is known. */
const RETRY_AFTER_S = 2

export function providerErrorBody(wire: WireFormat, failure: Failure): object {
  const { code, message } = failure
  const status = httpStatusOf(code)
  switch (wire) {
    case 'anthropic':
      return { type: 'error', error: { type: ANTHROPIC_TYPES[status] ?? 'api_error', message } }
    case 'openai':
      return {
        error: {
          message,
          type: status >= 500 ? 'server_error' : 'invalid_request_error',
          param: failure.field ?? null,
          code,
        },
      }
    default:
      return wire satisfies never
  }
}

/** The last event of a stream that broke. Both SDKs throw on an `error` event. */
export function providerErrorEvent(wire: WireFormat, failure: Failure): string {
  return `event: error\ndata: ${JSON.stringify(providerErrorBody(wire, failure))}\n\n`
}

export function providerErrorResponse(wire: WireFormat, failure: Failure): Response {
  const status = httpStatusOf(failure.code)
  const { retryAfterS = RETRY_AFTER_S } = failure
  const retry = WORTH_RETRYING.has(status) && retryAfterS <= MAX_WAIT_S
  const headers: Record<string, string> = { 'x-should-retry': String(retry) }
  if (status === 503 || status === 429) headers['retry-after'] = String(retryAfterS)
  return Response.json(providerErrorBody(wire, failure), { status, headers })
}

/** Whatever was thrown before or in a route under `/ai`, in the shape of the provider that the path names. */
export function gatewayFailureResponse(pathname: string, error: unknown): Response {
  const failure = toldFailure(error)
  return providerErrorResponse(wireFormatAt(pathname), failure)
}
