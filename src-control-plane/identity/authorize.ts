// The only maker of an OrgScope. Whoever holds one has been allowed to act in that organization; tenant data takes nothing less.
import { Failure } from '#contract/failure'
import { ORGANIZATION_HEADER } from '#contract/identity'
import { atLeast, type Role } from '#contract/organization'
import { keyIdOf, type Principal } from './principal.ts'

declare const proof: unique symbol

export type OrgScope = {
  readonly organizationId: string
  readonly role: Role
  readonly userId: string
  /** The key that acts, if one does: `usage` and `ledger` rows name it. */
  readonly keyId: string | null
  readonly [proof]: true
}

/** Throws `forbidden` unless the principal is in that organization with at least that role. */
export function authorize(principal: Principal, organizationId: string, needed: Role): OrgScope {
  const membership = principal.organizations.find((organization) => organization.id === organizationId)
  if (membership === undefined) throw outside(principal, organizationId)
  if (!atLeast(membership.role, needed)) {
    throw new Failure(
      'forbidden',
      `This needs the role "${needed}" in ${membership.name}; yours is "${membership.role}".`,
    )
  }
  return scopeOf(principal, organizationId, membership.role)
}

/** One scope for each organization that the principal reaches. */
export function everyScope(principal: Principal): OrgScope[] {
  return principal.organizations.map(({ id, role }) => scopeOf(principal, id, role))
}

/**
 * The organization a request acts in: the one it names, else the key's only one. Throws `bad-request` naming the header
 * when a principal of several organizations names none.
 */
export function actingOrganization(principal: Principal, named: string | undefined): string {
  if (named !== undefined) return named
  const [only, second] = principal.organizations
  if (principal.kind === 'member-key' && only === undefined) throw outside(principal, undefined)
  if (principal.kind !== 'session' && only !== undefined && second === undefined) return only.id
  throw new Failure('bad-request', `Say which organization this is for with the header ${ORGANIZATION_HEADER}.`, {
    field: `headers.${ORGANIZATION_HEADER}`,
  })
}

function scopeOf(principal: Principal, organizationId: string, role: Role): OrgScope {
  return { organizationId, role, userId: principal.user.id, keyId: keyIdOf(principal) } as OrgScope
}

function outside(principal: Principal, organizationId: string | undefined): Failure {
  if (principal.kind === 'session') return new Failure('forbidden', 'You are not a member of this organization.')
  if (principal.organizations.length === 0) {
    return new Failure('forbidden', "The key's owner is no longer a member of the key's organization.")
  }
  return new Failure(
    'forbidden',
    organizationId === undefined
      ? 'This key is not for that organization.'
      : 'This key is bound to another organization.',
  )
}
