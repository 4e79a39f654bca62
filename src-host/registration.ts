// As what this host registers: in which organization, and under which id.
import { randomBytes } from 'node:crypto'
import { Failure } from '#contract/failure'
import type { OrganizationMembership } from '#contract/organization'
import type { Store } from './store/index.ts'

/**
 * The organization named from outside and no other, else the one chosen before, else the first; null when there is none.
 * Throws `forbidden` when the credential does not reach the one that is named: another one is never taken in its place.
 */
export function chooseOrganization(
  named: string | null,
  remembered: string | null,
  organizations: readonly OrganizationMembership[],
): string | null {
  const find = (id: string | null) => organizations.find((organization) => organization.id === id)?.id
  if (named === null) return find(remembered) ?? organizations[0]?.id ?? null
  const found = find(named)
  if (found !== undefined) return found
  throw new Failure(
    'forbidden',
    `The credential does not reach the organization ${named} that MOORING_ORGANIZATION names.`,
  )
}

/** A host is known by one id in one organization; another organization sees another host. */
export function hostIdOf(store: Store, organizationId: string): string {
  const setting = `host-id:${organizationId}` as const
  const kept = store.get(setting)
  if (kept !== null) return kept
  const id = `host_${randomBytes(12).toString('hex')}`
  store.set(setting, id)
  return id
}
