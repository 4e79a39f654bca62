// What a request upstream needs, for the gateway alone.
import type { ProviderId } from '#contract/gateway'
import type { OrgScope } from '../identity/index.ts'
import type { ProviderDependencies } from './dependencies.ts'
import { poolOf, poolPlace } from './pool-rows.ts'
import { findProvider } from './providers.ts'

export type ProviderAccess = { baseUrl: string; secret: string | null; hint: string | null }

/** Throws `unavailable` if the secret cannot be opened. */
export async function accessProvider(
  { read, secrets }: Pick<ProviderDependencies, 'read' | 'secrets'>,
  { organizationId }: OrgScope,
  id: ProviderId,
): Promise<ProviderAccess | null> {
  const row = await findProvider(read, organizationId, id)
  if (row === null) return null
  const [credential] = await poolOf(read, organizationId, id)
  if (credential === undefined) return { baseUrl: row.baseUrl, secret: null, hint: null }
  const secret = secrets.open(credential.sealedSecret, poolPlace(organizationId, id))
  return { baseUrl: row.baseUrl, secret, hint: credential.hint }
}
