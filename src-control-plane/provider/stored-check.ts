// Checks around what is stored: a key that is entered now must not be refused; one that was kept long ago may have been, and is then
// passed over until it is replaced.
import type { ProviderCheck, ProviderId } from '#contract/gateway'
import type { SecretBox } from '../secret/index.ts'
import type { UpstreamCredential } from '../upstream/index.ts'
import type { ProviderDependencies } from './dependencies.ts'
import { type PoolRow, poolPlace } from './pool-rows.ts'
import { type CheckResult, checkProvider } from './provider-check.ts'

type Dependencies = Pick<ProviderDependencies, 'upstream' | 'secrets' | 'conditions'>

/** An empty secret: a server that needs none. */
export function checkNew(
  deps: Dependencies,
  { id, baseUrl, secret }: { id: ProviderId; baseUrl: string; secret: string },
): Promise<CheckResult> {
  const credential: UpstreamCredential = secret === '' ? { as: 'none' } : { as: 'key', secret }
  return checkProvider(deps, { id, baseUrl, credential })
}

export async function checkKept(
  deps: Dependencies,
  { baseUrl }: { baseUrl: string },
  { organizationId, providerId, id, sealedSecret, hint }: PoolRow,
): Promise<ProviderCheck> {
  const secret = openQuietly(deps.secrets, sealedSecret, poolPlace(organizationId, providerId))
  if (secret === null)
    return { outcome: 'unverified', message: `The stored key ${hint} cannot be read. Enter it again.` }
  const check = await checkNew(deps, { id: providerId, baseUrl, secret })
  if (check.outcome === 'accepted') deps.conditions.met(id, { met: 'success' })
  if (check.outcome !== 'refused') return check
  deps.conditions.met(id, { met: 'refused' })
  return { outcome: 'unverified', message: `The provider refused the stored key ${hint}. Enter another.` }
}

/** All that a provider has, at once: accepted if one of them is. */
export async function checkAll(
  deps: Dependencies,
  { id, baseUrl }: { id: ProviderId; baseUrl: string },
  pool: readonly PoolRow[],
): Promise<ProviderCheck> {
  if (pool.length === 0) {
    const check = await checkNew(deps, { id, baseUrl, secret: '' })
    return check.outcome === 'refused' ? { outcome: 'unverified', message: 'The provider asks for a key.' } : check
  }
  const checks = await Promise.all(pool.map((row) => checkKept(deps, { baseUrl }, row)))
  const [first] = [...checks.filter(({ outcome }) => outcome === 'accepted'), ...checks]
  return first as ProviderCheck
}

function openQuietly(secrets: SecretBox, sealed: string, place: string): string | null {
  try {
    return secrets.open(sealed, place)
  } catch {
    return null
  }
}
