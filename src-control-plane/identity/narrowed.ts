// What a token reaches: what its source reached when it was minted, as far as the source still reaches it (K6).
import { atLeast, type OrganizationMembership } from '#contract/organization'
import type { Principal } from './principal.ts'

/** In each organization the lesser of both roles; names as they are now. */
export function narrowed(
  then: readonly OrganizationMembership[],
  now: readonly OrganizationMembership[],
): OrganizationMembership[] {
  return now.flatMap((membership) => {
    const before = then.find(({ id }) => id === membership.id)
    if (before === undefined) return []
    return [{ ...membership, role: atLeast(membership.role, before.role) ? before.role : membership.role }]
  })
}

/** What a principal reaches, where its source reaches that now. */
export function reachNow(principal: Principal, source: Principal): readonly OrganizationMembership[] {
  return principal.kind === 'token' ? narrowed(principal.organizations, source.organizations) : source.organizations
}
