// The only maker of an OrgScope. Whoever holds one has been allowed to act in that organization; tenant data takes nothing less.
import { Failure } from '#contract/failure'
import { ORGANIZATION_HEADER } from '#contract/identity'
import { atLeast, type Role } from '#contract/organization'
import { keyIdOf, type Principal, type SessionPrincipal } from './principal.ts'

declare const proof: unique symbol

export type OrgScope = {
  readonly organizationId: string
  readonly role: Role
  /** Null for a service key. */
  readonly userId: string | null
  /** Whose becomes what is made in this scope: the person's, or the organization's own when a service key makes it. */
  readonly ownerId: string
  /** The key that acts, if one does: `usage` and `ledger` rows name it. */
  readonly keyId: string | null
  readonly [proof]: true
}

/** Somebody who acts: who it is, and what they were allowed. */
export type Caller = { readonly principal: Principal; readonly scope: OrgScope }

/** Throws `forbidden` unless the principal is in that organization with at least that role. */
export function authorize(principal: Principal, organizationId: string, needed: Role): OrgScope {
  const membership = principal.organizations.find((organization) => organization.id === organizationId)
  if (membership === undefined) throw outside(principal)
  if (!atLeast(membership.role, needed)) {
    throw new Failure(
      'forbidden',
      `This needs the role "${needed}" in ${membership.name}; yours is "${membership.role}".`,
    )
  }
  const userId = principal.user?.id ?? null
  const ownerId = userId ?? organizationId
  return { organizationId, role: membership.role, userId, ownerId, keyId: keyIdOf(principal) } as OrgScope
}

/**
 * The organization a request acts in: the one it names, else that of a credential which is bound to one. Throws `bad-request`
 * naming the header when a credential of a person, which reaches whatever they are in, names none (K10).
 */
export function actingOrganization(principal: Principal, named: string | undefined): string {
  if (named !== undefined) return named
  if (principal.kind === 'member-key' || principal.kind === 'service-key' || principal.kind === 'token') {
    const [only, second] = principal.organizations
    if (only === undefined) throw outside(principal)
    if (second === undefined) return only.id
  }
  throw new Failure('bad-request', `Say which organization this is for with the header ${ORGANIZATION_HEADER}.`, {
    field: `headers.${ORGANIZATION_HEADER}`,
  })
}

/** Keys, people and sessions are managed by a person who is signed in: a key that could mint others could never be revoked for good (K12). */
export function personOf(principal: Principal): SessionPrincipal {
  if (principal.kind === 'session') return principal
  throw new Failure('forbidden', 'Only a signed-in person can do this; it cannot be done with an API key or a token.')
}

function outside({ kind, organizations }: Principal): Failure {
  switch (kind) {
    case 'session':
      return new Failure('forbidden', 'You are not a member of this organization.')
    case 'personal-key':
      return new Failure('forbidden', "The key's owner is not a member of this organization.")
    case 'member-key':
      if (organizations.length > 0) return new Failure('forbidden', 'This key is bound to another organization.')
      return new Failure('forbidden', "The key's owner is no longer a member of the key's organization.")
    case 'service-key':
      return new Failure('forbidden', 'This key is bound to another organization.')
    case 'token':
      return new Failure('forbidden', 'This token does not reach that organization.')
    default:
      return kind satisfies never
  }
}
