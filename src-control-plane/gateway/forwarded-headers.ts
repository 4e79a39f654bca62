// What passes the gateway, in both directions: an allow-list. A credential, a cookie, a forwarding header or a claim about
// who is acting is not on it, whatever name it comes under.
import type { CredentialMode, WireFormat } from '#contract/gateway'
import { cleanText } from '../ledger/index.ts'
import { credentialHeader, type UpstreamCredential } from '../upstream/index.ts'

const REQUEST_HEADERS: Record<WireFormat, readonly string[]> = {
  anthropic: ['accept', 'content-type', 'content-encoding', 'user-agent', 'anthropic-version', 'anthropic-beta'],
  openai: ['accept', 'content-type', 'content-encoding', 'user-agent', 'openai-beta', 'idempotency-key'],
}

/** These choose an account among those that a credential reaches: for its owner to say, and for nobody else. */
const OWNERS_HEADERS: Record<WireFormat, readonly string[]> = {
  anthropic: [],
  openai: ['openai-organization', 'openai-project'],
}

const RESPONSE_HEADERS: Record<WireFormat, RegExp> = {
  anthropic:
    /^(content-type|content-encoding|retry-after|retry-after-ms|x-should-retry|request-id|anthropic-ratelimit-.+)$/,
  openai:
    /^(content-type|content-encoding|retry-after|retry-after-ms|x-should-retry|openai-processing-ms|x-ratelimit-.+)$/,
}

/** Required by Anthropic on every request; a client that names another version gets that one. */
const ANTHROPIC_VERSION = '2023-06-01'

/** Whose credential it is decides what else of the caller's may go with it. */
export type Outgoing = { readonly mode: CredentialMode; readonly credential: UpstreamCredential }

/** The caller's headers that may pass, and the credential in the provider's own place. */
export function requestHeaders(
  wire: WireFormat,
  from: Headers,
  { mode, credential }: Outgoing,
): Record<string, string> {
  const names = mode === 'centralized' ? REQUEST_HEADERS[wire] : [...REQUEST_HEADERS[wire], ...OWNERS_HEADERS[wire]]
  const headers: Record<string, string> = wire === 'anthropic' ? { 'anthropic-version': ANTHROPIC_VERSION } : {}
  for (const name of names) {
    const value = from.get(name)
    if (value !== null) headers[name] = value
  }
  return Object.assign(headers, credentialHeader(wire, credential))
}

export function responseHeaders(wire: WireFormat, from: Headers): Headers {
  const allowed = new Headers({ 'cache-control': 'no-store' })
  for (const [name, value] of from) if (RESPONSE_HEADERS[wire].test(name)) allowed.set(name, value)
  return allowed
}

/** On every answer under `/ai`: the request's id in the ledger. OpenAI's own has the same name, and goes into the ledger. */
export const REQUEST_ID_HEADER = 'x-request-id'

/** The provider's own id of a request. */
export function upstreamIdOf(wire: WireFormat, from: Headers): string | null {
  const id = from.get(wire === 'anthropic' ? 'request-id' : REQUEST_ID_HEADER)
  return id === null ? null : cleanText(id)
}
