// Who stands at a door of the relay: the same principal and scope as of any other request, with the organization named by header.
import { Failure } from '#contract/failure'
import { ORGANIZATION_HEADER } from '#contract/identity'
import { type Authenticate, actingOrganization, authorize, type Caller } from '../identity/index.ts'

export async function callerOf(authenticate: Authenticate, headers: Headers): Promise<Caller> {
  const principal = await authenticate(headers)
  const organizationId = actingOrganization(principal, headers.get(ORGANIZATION_HEADER) ?? undefined)
  return { principal, scope: authorize(principal, organizationId, 'member') }
}

/** The one answer for a host that does not exist, is another organization's, or is not the caller's own (R2). */
export function unknownHost(): Failure {
  return new Failure('not-found', 'You have no such host in this organization.')
}
