// Who is calling, with the organizations that the credential reaches at this moment. Everything is decided from this value.
import type { Me, UserRef } from '#contract/identity'
import type { OrganizationMembership } from '#contract/organization'

/** The credential behind a principal, as the database knows it: what is deleted, expires or signs out. */
export type Source =
  | { readonly type: 'api-key'; readonly id: string }
  | { readonly type: 'session'; readonly id: string }

type Reach = {
  readonly source: Source
  readonly organizations: readonly OrganizationMembership[]
  /** When the source ends by itself. Milliseconds since the epoch; null: never. */
  readonly validUntil: number | null
}
type Person = Reach & { readonly user: UserRef }

export type Principal =
  /** `organizations` are the memberships as read now. A cookie is sent by a browser whoever wrote the page: see `authenticate`. */
  | (Person & { readonly kind: 'session'; readonly via: 'bearer' | 'cookie' })
  /** One organization, or none while its owner is not a member. */
  | (Person & { readonly kind: 'member-key' })
  | (Person & { readonly kind: 'personal-key' })
  | (Reach & { readonly kind: 'service-key'; readonly user: null })
  /** No more than its source reached when it was minted, and no more than its source reaches now. */
  | (Reach & { readonly kind: 'token'; readonly user: UserRef | null })

export type KeyPrincipal = Extract<Principal, { kind: `${string}-key` }>
export type SessionPrincipal = Extract<Principal, { kind: 'session' }>

export function keyIdOf({ source }: Principal): string | null {
  return source.type === 'api-key' ? source.id : null
}

/** What `GET /v1/me` answers. */
export function describePrincipal(principal: Principal): Me {
  const { kind, user, organizations } = principal
  return { kind, user, keyId: keyIdOf(principal), organizations: [...organizations] }
}
