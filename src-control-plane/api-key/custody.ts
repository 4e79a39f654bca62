// Which keys a caller may see or change. Every statement on keys takes one of these conditions, so that none can forget whose they are.
import { type Expression, expressionBuilder, type SqlBool } from 'kysely'
import { atLeast } from '#contract/organization'
import type { Tables } from '../database/index.ts'
import { authorize, type OrgScope, type SessionPrincipal } from '../identity/index.ts'

export type Custody = Expression<SqlBool>

const e = expressionBuilder<Tables, 'apiKey'>()

export function ownedBy(person: SessionPrincipal): Custody {
  return e('apiKey.ownerUserId', '=', person.user.id)
}

/** The person's own keys, and the service keys of the organizations that they administer. */
export function managedBy(person: SessionPrincipal): Custody {
  const administered = person.organizations
    .filter(({ role }) => atLeast(role, 'admin'))
    .map(({ id }) => authorize(person, id, 'admin').organizationId)
  if (administered.length === 0) return ownedBy(person)
  const service = e.and([e('apiKey.kind', '=', 'service'), e('apiKey.organizationId', 'in', administered)])
  return e.or([ownedBy(person), service])
}

/** All that are bound to the organization. A personal key is bound to none, and so nobody's but its owner's (K13). */
export function boundTo({ organizationId }: OrgScope): Custody {
  return e('apiKey.organizationId', '=', organizationId)
}
