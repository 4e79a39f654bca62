// Reads keys: a person's own, and for an admin those of the organization. Never a secret; none is kept (K3, K13).
import type { ApiKey, OrganizationApiKey } from '#contract/api-key'
import type { Database } from '../database/index.ts'
import type { OrgScope, SessionPrincipal } from '../identity/index.ts'
import { boundTo, type Custody, ownedBy } from './custody.ts'
import { type KeyRow, keyOf, selectKeys } from './key-row.ts'

type Dependencies = Pick<Database, 'read'>

/** Of one organization, or all; also those for organizations that the person has left. */
export async function listOwnKeys(
  deps: Dependencies,
  person: SessionPrincipal,
  scope: OrgScope | null,
): Promise<ApiKey[]> {
  const conditions = scope === null ? [ownedBy(person)] : [ownedBy(person), boundTo(scope)]
  return (await newestFirst(deps, conditions)).map(keyOf)
}

/** Every key that is bound to the organization, whoever's it is. For the scope of an admin. */
export async function listKeysOfOrganization(deps: Dependencies, scope: OrgScope): Promise<OrganizationApiKey[]> {
  const rows = await newestFirst(deps, [boundTo(scope)])
  return rows.map((row) => ({ ...keyOf(row), ownerName: row.ownerName }))
}

function newestFirst({ read }: Dependencies, conditions: Custody[]): Promise<KeyRow[]> {
  return selectKeys(read)
    .where((e) => e.and(conditions))
    .orderBy('apiKey.createdAt', 'desc')
    .orderBy('apiKey.id')
    .execute()
}
