// Whose provider credential a request uses. Pure, and decided by what the request carries alone: a caller who brings a
// credential of their own must never be served by the organization's instead.
import { API_KEY_PREFIX } from '#contract/api-key'
import type { WireFormat } from '#contract/gateway'
import { TOKEN_HEADER } from '#contract/identity'
import { TOKEN_AUDIENCE } from '../identity/index.ts'

export type CredentialDecision =
  | { readonly mode: 'centralized' }
  /** The caller's own, for `Authorization: Bearer`. */
  | { readonly mode: 'byok-bearer'; readonly secret: string }
  /** The caller's own, where the provider wants its keys. */
  | { readonly mode: 'byok-key'; readonly secret: string }
  /** `x-mooring-token` announces a provider credential, and there is none. */
  | { readonly mode: 'refused'; readonly because: 'own-credential-missing' }

export function decideCredential(wire: WireFormat, headers: Headers): CredentialDecision {
  const token = headers.get(TOKEN_HEADER)
  if (token === null) return { mode: 'centralized' }
  const own = (text: string | null) => (text === null || text === token || isOurs(text) ? null : text)
  const key = own(headers.get('x-api-key')?.trim() || null)
  const bearer = own(bearerOf(headers))
  const byKey = key === null ? null : ({ mode: 'byok-key', secret: key } as const)
  const byBearer = bearer === null ? null : ({ mode: 'byok-bearer', secret: bearer } as const)
  // Each provider's own place for a key goes first.
  const found = wire === 'anthropic' ? (byKey ?? byBearer) : (byBearer ?? byKey)
  return found ?? { mode: 'refused', because: 'own-credential-missing' }
}

/** Also one that is cut short or mistyped: a Mooring key is nothing for a provider to see. */
const isOurs = (text: string) => text.startsWith(API_KEY_PREFIX) || isOurToken(text)

/** A token says in the open who made it. */
function isOurToken(text: string): boolean {
  const [, claims = ''] = text.split('.')
  try {
    return JSON.parse(Buffer.from(claims, 'base64url').toString('utf8'))?.iss === TOKEN_AUDIENCE
  } catch {
    return false
  }
}

function bearerOf(headers: Headers): string | null {
  return /^bearer +(\S+)$/i.exec(headers.get('authorization') ?? '')?.[1] ?? null
}
