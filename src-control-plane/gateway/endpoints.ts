// The doors of the gateway, each by its exact method and path. What is not in this table is refused, so that nothing a
// caller composes ever becomes part of an address upstream.
import { type ProviderId, type WireFormat, wireFormatOf } from '#contract/gateway'

export type Endpoint = {
  readonly provider: ProviderId
  readonly wire: WireFormat
  /** As the ledger names it: the provider's own path. */
  readonly path: string
  /** What is appended to the provider's base URL. An OpenAI base URL ends in `/v1` by custom, an Anthropic one does not. */
  readonly upstreamPath: string
}

export const GATEWAY_PATH = '/ai'

const ENDPOINTS: Record<string, Endpoint> = {
  ...endpoint('anthropic', 'POST', '/v1/messages', '/v1/messages'),
  ...endpoint('anthropic', 'POST', '/v1/messages/count_tokens', '/v1/messages/count_tokens'),
  ...endpoint('anthropic', 'GET', '/v1/models', '/v1/models'),
  ...endpoint('openai', 'POST', '/v1/chat/completions', '/chat/completions'),
  ...endpoint('openai', 'POST', '/v1/responses', '/responses'),
  ...endpoint('openai', 'POST', '/v1/embeddings', '/embeddings'),
  ...endpoint('openai', 'GET', '/v1/models', '/models'),
}

/** Every door, as `POST /ai/anthropic/v1/messages`. */
export const GATEWAY_DOORS: readonly string[] = Object.keys(ENDPOINTS)

/** `pathname` begins with `/ai/`. Null: there is no such door. */
export function endpointOf(method: string, pathname: string): Endpoint | null {
  return ENDPOINTS[`${method} ${pathname}`] ?? null
}

/** In whose shape errors of this path are to be answered. */
export function wireFormatAt(pathname: string): WireFormat {
  return pathname.startsWith(`${GATEWAY_PATH}/anthropic/`) ? 'anthropic' : 'openai'
}

function endpoint(provider: ProviderId, method: string, path: string, upstreamPath: string): Record<string, Endpoint> {
  return {
    [`${method} ${GATEWAY_PATH}/${provider}${path}`]: { provider, wire: wireFormatOf(provider), path, upstreamPath },
  }
}
