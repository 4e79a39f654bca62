// Whose provider credential a request uses. Pure, and decided by what the request carries alone: a caller who brings a
// credential of their own must never be served by the organization's instead.
import { looksLikeApiKey } from '#contract/api-key'
import type { CredentialMode } from '#contract/gateway'
import { TOKEN_HEADER } from '#contract/identity'

export type CredentialDecision =
  | { decision: 'use'; mode: Extract<CredentialMode, 'centralized'> }
  /** `x-mooring-token` announces a provider credential, and there is none. */
  | { decision: 'refuse'; because: 'own-credential-missing' }
  /** There is one; forwarding it is not built yet. */
  | { decision: 'refuse'; because: 'own-credential-unsupported' }

export function decideCredential(headers: Headers): CredentialDecision {
  if (!headers.has(TOKEN_HEADER)) return { decision: 'use', mode: 'centralized' }
  const own = [headers.get('x-api-key'), bearerOf(headers)].some((text) => text !== null && !looksLikeApiKey(text))
  return { decision: 'refuse', because: own ? 'own-credential-unsupported' : 'own-credential-missing' }
}

function bearerOf(headers: Headers): string | null {
  return /^bearer +(\S+)$/i.exec(headers.get('authorization') ?? '')?.[1] ?? null
}
