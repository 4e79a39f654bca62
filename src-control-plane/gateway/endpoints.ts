// The doors of the gateway, each by its exact method and path. What is not in this table is refused: of what a caller composes, only the
// plain name of a model ever becomes part of an address upstream.
import { ProviderId, type WireFormat, wireFormatOf } from '#contract/gateway'

export type Endpoint = {
  readonly provider: ProviderId
  readonly wire: WireFormat
  /** As the ledger names it: the provider's own path. */
  readonly path: string
  /** What is appended to the provider's base URL. An OpenAI base URL ends in `/v1` by custom, an Anthropic one does not. */
  readonly upstreamPath: string
}

export const GATEWAY_PATH = '/ai'

/** By method and path after the provider's name: the path upstream. `UPGRADE` is to a WebSocket. */
const PATHS: Record<WireFormat, ReadonlyMap<string, string>> = {
  anthropic: new Map([
    ['POST /v1/messages', '/v1/messages'],
    ['POST /v1/messages/count_tokens', '/v1/messages/count_tokens'],
    ['GET /v1/models', '/v1/models'],
  ]),
  openai: new Map([
    ['POST /v1/chat/completions', '/chat/completions'],
    ['POST /v1/responses', '/responses'],
    ['UPGRADE /v1/responses', '/responses'],
    ['POST /v1/embeddings', '/embeddings'],
    ['GET /v1/models', '/models'],
  ]),
}

/** Every door, as `POST /ai/anthropic/v1/messages`; `:provider` stands for a name that an organization gave, `:model` for one of a provider's. */
export const GATEWAY_DOORS: readonly string[] = [
  ...doorsOf('anthropic', 'anthropic'),
  ...doorsOf('openai', 'openai'),
  ...doorsOf(':provider', 'openai'),
]

/** `pathname` begins with `/ai/`. Null: there is no such door. */
export function endpointOf(method: string, pathname: string): Endpoint | null {
  const [, provider = '', path = ''] = SHAPE.exec(pathname) ?? []
  if (!ProviderId.safeParse(provider).success) return null
  const wire = wireFormatOf(provider)
  const [, models = path, model = ''] = ONE_MODEL.exec(path) ?? []
  const listed = PATHS[wire].get(`${method} ${models}`)
  const upstreamPath = listed && `${listed}${model}`
  return upstreamPath === undefined ? null : { provider, wire, path, upstreamPath }
}

/** In whose shape errors of this path are to be answered. */
export function wireFormatAt(pathname: string): WireFormat {
  return wireFormatOf(SHAPE.exec(pathname)?.[1] ?? '')
}

/** A name that means the same in any address: it has nothing escaped, and no dots alone. */
const ONE_MODEL = /^(\/v1\/models)(\/[A-Za-z0-9][A-Za-z0-9._:-]{0,119})$/
const SHAPE = new RegExp(`^${GATEWAY_PATH}/([^/]*)(.*)$`)

function doorsOf(name: string, wire: WireFormat): string[] {
  return [...PATHS[wire].keys(), 'GET /v1/models/:model'].map((door) => door.replace(' ', ` ${GATEWAY_PATH}/${name}`))
}
