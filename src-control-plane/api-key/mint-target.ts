// Where a new key will reach and whose it will be: decided once, and proven by the scope of the organization that the request names (K1).
import type { MintRequest, ServiceRole } from '#contract/api-key'
import { Failure } from '#contract/failure'
import { authorize, type OrgScope, type SessionPrincipal } from '../identity/index.ts'

export type MintTarget =
  | { readonly kind: 'member'; readonly scope: OrgScope }
  | { readonly kind: 'personal'; readonly scope: null }
  | { readonly kind: 'service'; readonly scope: OrgScope; readonly role: ServiceRole }

/** Throws `forbidden` when the person may not mint such a key there (K2, K11). */
export function mintTarget(person: SessionPrincipal, { kind, organizationId, role }: MintRequest): MintTarget {
  if (kind === 'personal') return { kind, scope: null }
  if (organizationId === undefined)
    throw new Failure('bad-request', 'Say which organization the key is for.', { field: 'organizationId' })
  if (kind === 'member') return { kind, scope: authorize(person, organizationId, 'member') }
  return { kind, scope: authorize(person, organizationId, 'admin'), role: role ?? 'member' }
}
