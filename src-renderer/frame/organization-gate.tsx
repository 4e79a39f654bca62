// Stands before every page that shows what belongs to an organization: without one it says why and what to do.
import { Outlet } from '@tanstack/react-router'
import { useAppState } from '../host-client/index.ts'
import { useOrganizationIfAny } from '../organization/index.ts'
import { SignedOut } from './signed-out.tsx'

export function OrganizationGate() {
  const { identity } = useAppState()
  const organization = useOrganizationIfAny()
  if (identity.state === 'signed-out') return <SignedOut failure={identity.failure} />
  if (!organization) return <SignedOut failure={{ code: 'forbidden', message: 'You belong to no organization yet.' }} />
  return <Outlet />
}
