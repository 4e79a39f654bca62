// Who is calling, with the organizations that the credential reaches at this moment. Everything is decided from this value.
import type { Me, UserRef } from '#contract/identity'
import type { OrganizationMembership } from '#contract/organization'

type Reach = {
  readonly user: UserRef
  /** For a session its memberships as read now; for a key its one organization, or none once the owner has left it. */
  readonly organizations: readonly OrganizationMembership[]
}

export type Principal =
  | ({ readonly kind: 'session'; readonly sessionId: string } & Reach)
  | ({ readonly kind: 'member-key'; readonly keyId: string } & Reach)
  | ({ readonly kind: 'token'; readonly keyId: string | null; readonly sessionId: string | null } & Reach)

export function keyIdOf(principal: Principal): string | null {
  return principal.kind === 'session' ? null : principal.keyId
}

/** What `GET /v1/me` answers. */
export function describePrincipal(principal: Principal): Me {
  const { kind, user, organizations } = principal
  return { kind, user, keyId: keyIdOf(principal), organizations: [...organizations] }
}
