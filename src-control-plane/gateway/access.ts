// What a request may use upstream, by what its organization has set and by what it brought along. Pure.
import { createHash } from 'node:crypto'
import { type CredentialMode, maskedHint, OFFICIAL_BASE_URLS, type ProviderId, WIRE_FORMATS } from '#contract/gateway'
import type { OrganizationSettings, PoolCredential } from '../provider/index.ts'
import { needsSecret, type UpstreamCredential } from '../upstream/index.ts'
import type { CredentialDecision } from './credential-mode.ts'

/** One credential and no other: the caller's own, or none for a server nearby. */
export type SingleAccess = {
  readonly access: 'single'
  readonly mode: CredentialMode
  readonly baseUrl: string
  readonly credential: UpstreamCredential
  readonly hint: string | null
  /** Says which one without being it: how it fares is remembered under this. */
  readonly name: string
}

export type PoolAccess = {
  readonly access: 'pool'
  readonly mode: 'centralized'
  readonly baseUrl: string
  readonly pool: readonly PoolCredential[]
  readonly name: string
}

export type Refusal = 'own-credential-missing' | 'own-credential-not-allowed' | 'no-provider'
export type Access = SingleAccess | PoolAccess | { readonly access: 'refused'; readonly because: Refusal }

type Wanted = { organizationId: string; provider: ProviderId; decision: CredentialDecision }

export function accessFor(settings: OrganizationSettings, { organizationId, provider, decision }: Wanted): Access {
  const name = `${organizationId}/${provider}`
  const configured = settings.providers.get(provider)
  switch (decision.mode) {
    case 'refused':
      return refused(decision.because)
    case 'centralized': {
      if (configured === undefined) return refused('no-provider')
      const { baseUrl, pool } = configured
      if (pool.length > 0) return { access: 'pool', mode: 'centralized', baseUrl, pool, name }
      if (needsSecret(baseUrl)) return refused('no-provider')
      return { access: 'single', mode: 'centralized', baseUrl, credential: { as: 'none' }, hint: null, name }
    }
    case 'byok-key':
    case 'byok-bearer': {
      if (!settings.policy.byok) return refused('own-credential-not-allowed')
      const baseUrl = configured?.baseUrl ?? officialBaseUrl(provider)
      return baseUrl === null ? refused('no-provider') : ownAccess(decision, baseUrl)
    }
    default:
      return decision satisfies never
  }
}

/** The caller's own credential, whether it came with the request or was kept for them. */
export function ownAccess(
  { mode, secret }: Exclude<CredentialDecision, { mode: 'centralized' | 'refused' }>,
  baseUrl: string,
): SingleAccess {
  const credential: UpstreamCredential = { as: mode === 'byok-key' ? 'key' : 'bearer', secret }
  const name = `own/${createHash('sha256').update(`${baseUrl}\0${secret}`).digest('base64url')}`
  return { access: 'single', mode, baseUrl, credential, hint: maskedHint(secret), name }
}

const refused = (because: Refusal): Access => ({ access: 'refused', because })

/** Where a provider is that the organization has not configured; of a named one nobody knows. */
function officialBaseUrl(id: ProviderId): string | null {
  const official = WIRE_FORMATS.find((wire) => wire === id)
  return official === undefined ? null : OFFICIAL_BASE_URLS[official]
}
