// They stand before the pages that need a person, or an organization: without one they say why and what to do.
import { Outlet } from '@tanstack/react-router'
import { Fragment } from 'react'
import { useAppState, useMe } from '../host-client/index.ts'
import { useOrganizationIfAny } from '../organization/index.ts'
import { NoOrganization } from './no-organization.tsx'
import { SignedOut } from './signed-out.tsx'

/** Before what is a person's own. */
export function SignedInGate() {
  const { identity } = useAppState()
  return identity.state === 'signed-out' ? <SignedOut failure={identity.failure} /> : <PageOfPerson />
}

/** Before what belongs to an organization. */
export function OrganizationGate() {
  const { identity } = useAppState()
  const organization = useOrganizationIfAny()
  if (identity.state === 'signed-out') return <SignedOut failure={identity.failure} />
  return organization ? <PageOfPerson /> : <NoOrganization />
}

/** The page of somebody else, or on another control plane, is another page: nothing that was typed or asked stays in it. */
function PageOfPerson() {
  const { controlPlane } = useAppState()
  const me = useMe()
  return (
    <Fragment key={`${controlPlane.url} ${me?.user?.id ?? me?.keyId}`}>
      <Outlet />
    </Fragment>
  )
}
