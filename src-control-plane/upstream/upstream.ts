// The gateway's way out: one pool of connections to the providers, with a bound on every wait, and failures that say what a
// person can do. The client is loaded at the first request, since an idle control plane has no use for it.
import type { LookupFunction } from 'node:net'
import type { Agent } from 'undici'
import { Failure } from '#contract/failure'
import { mayBePublic, NOT_PUBLIC, publicLookup } from './public-address.ts'

export type UpstreamRequest = {
  url: URL
  method: string
  headers: Record<string, string>
  body: Uint8Array | null
  signal: AbortSignal
}

export type UpstreamResponse = {
  status: number
  headers: Headers
  body: AsyncIterable<Uint8Array>
  /** All of the body at once, instead of `body`. */
  bytes: () => Promise<Uint8Array>
  /** For an answer that nobody will read. */
  discard: () => void
}

export type Upstream = AsyncDisposable & {
  /** Rejects with `timeout`, `provider-failed` or, once the signal has aborted, `cancelled`. So does reading the body. */
  send: (request: UpstreamRequest) => Promise<UpstreamResponse>
  /** False for an address that it certainly refuses to send to. */
  mayReach: (url: string) => boolean
}

/** Where an organization may say that a provider is: anywhere, or on the public internet alone. */
type ProviderAddresses = 'any' | 'public'

export type UpstreamBounds = { connectMs: number; firstByteMs: number; betweenBytesMs: number }

export const UPSTREAM_BOUNDS: UpstreamBounds = {
  /** A provider that cannot be reached within this is down, or the address is wrong. */
  connectMs: 10_000,
  /** Both providers' own SDKs wait this long for an answer that is not streamed. */
  firstByteMs: 600_000,
  /** Streams send pings every few seconds; silence for this long is a dead connection. */
  betweenBytesMs: 300_000,
}

/** Longer than a person thinks between two messages costs a new TLS handshake; longer than most servers keep is useless. */
const KEEP_ALIVE_MS = 30_000

type Options = {
  bounds?: UpstreamBounds
  addresses?: ProviderAddresses
  /** Only tests set another. */
  resolve?: Parameters<typeof publicLookup>[0]
}

export function openUpstream({ bounds = UPSTREAM_BOUNDS, addresses = 'any', resolve }: Options = {}): Upstream {
  let client: Promise<{ agent: Agent; request: typeof import('undici').request }> | undefined
  const lookup = addresses === 'public' ? publicLookup(resolve) : undefined
  const mayReach = (url: URL) => addresses === 'any' || mayBePublic(url)
  return {
    mayReach: (url) => mayReach(new URL(url)),
    async send({ url, method, headers, body, signal }) {
      if (!mayReach(url)) throw notPublic(url)
      client ??= openClient(bounds, lookup)
      const { agent, request } = await client
      try {
        const response = await request(url, { dispatcher: agent, method: asMethod(method), headers, body, signal })
        response.body.on('error', () => undefined)
        return {
          status: response.statusCode,
          headers: headersOf(response.headers),
          body: bodyOf(response.body, url, signal),
          bytes: () =>
            response.body.bytes().catch((error: unknown) => {
              throw failureOf(error, url, signal)
            }),
          discard: () => void response.body.dump().catch(() => undefined),
        }
      } catch (error) {
        throw failureOf(error, url, signal)
      }
    },
    async [Symbol.asyncDispose]() {
      await (await client)?.agent.destroy()
    },
  }
}

async function openClient(
  { connectMs, firstByteMs, betweenBytesMs }: UpstreamBounds,
  lookup: LookupFunction | undefined,
) {
  const { Agent, request } = await import('undici')
  const agent = new Agent({
    connect: { timeout: connectMs, ...(lookup === undefined ? {} : { lookup }) },
    headersTimeout: firstByteMs,
    bodyTimeout: betweenBytesMs,
    keepAliveTimeout: KEEP_ALIVE_MS,
    allowH2: false,
  })
  return { agent, request }
}

const asMethod = (method: string) => (method === 'GET' ? 'GET' : 'POST')

function headersOf(raw: Record<string, string | string[] | undefined>): Headers {
  const headers = new Headers()
  for (const [name, value = []] of Object.entries(raw)) for (const one of [value].flat()) headers.append(name, one)
  return headers
}

async function* bodyOf(body: AsyncIterable<Uint8Array>, url: URL, signal: AbortSignal): AsyncGenerator<Uint8Array> {
  try {
    yield* body
  } catch (error) {
    throw failureOf(error, url, signal)
  }
}

const notPublic = ({ host }: URL) =>
  new Failure(
    'provider-failed',
    `The provider at ${host} is not on the public internet, and this control plane asks no other.`,
  )

/** Undici names its failures by code. The host is named because a wrong base URL is the usual cause. */
function failureOf(cause: unknown, url: URL, signal: AbortSignal): Failure {
  const { host } = url
  if (signal.aborted) return new Failure('cancelled', 'The request was cancelled.', { cause })
  switch (codeOf(cause)) {
    case 'UND_ERR_CONNECT_TIMEOUT':
    case 'UND_ERR_HEADERS_TIMEOUT':
    case 'UND_ERR_BODY_TIMEOUT':
      return new Failure('timeout', `The provider at ${host} did not answer in time.`, { cause })
    case NOT_PUBLIC:
      return notPublic(url)
    case 'ECONNREFUSED':
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
    case 'EHOSTUNREACH':
    case 'ENETUNREACH':
      return new Failure('provider-failed', `The provider at ${host} cannot be reached.`, { cause })
    default:
      return new Failure('provider-failed', `The provider at ${host} broke the connection.`, { cause })
  }
}

function codeOf(error: unknown): unknown {
  // A name with several addresses fails with one error for all of them.
  const first = error instanceof AggregateError ? error.errors[0] : error
  return first instanceof Error && 'code' in first ? first.code : undefined
}
