// Who is calling, as the control plane tells it back to the caller.
import { z } from 'zod'
import { OrganizationMembership } from '../organization/index.ts'

/** Names the acting organization; asserts, never grants (K10). */
export const ORGANIZATION_HEADER = 'x-mooring-organization'
/** Names the user the client believes it acts for; a contradiction is 403. */
export const USER_HEADER = 'x-mooring-user'
/** Carries our credential beside a provider's own (bring-your-own-key). */
export const TOKEN_HEADER = 'x-mooring-token'

export const ME_PATH = '/v1/me'

export const PrincipalKind = z.enum(['session', 'member-key', 'personal-key', 'service-key', 'token'])
export type PrincipalKind = z.infer<typeof PrincipalKind>

export const UserRef = z.object({ id: z.string(), name: z.string(), email: z.string() })
export type UserRef = z.infer<typeof UserRef>

export const Me = z.object({
  kind: PrincipalKind,
  /** Null for a service key: it acts for its organization, and for nobody. */
  user: UserRef.nullable(),
  /** The key's id, when an API key (or a token minted by one) is presented. */
  keyId: z.string().nullable(),
  organizations: z.array(OrganizationMembership),
})
export type Me = z.infer<typeof Me>
