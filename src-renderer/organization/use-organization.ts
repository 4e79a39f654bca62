// The organization the window acts in, for every page that shows what belongs to one.
import type { OrganizationMembership } from '#contract/organization'
import { useAppState } from '../host-client/index.ts'
import { chooseOrganization } from './choose-organization.ts'
import { useChosenOrganizationId } from './chosen-organization.ts'

const NONE: readonly OrganizationMembership[] = []

/** All organizations of the person; empty while signed out. */
export function useOrganizations(): readonly OrganizationMembership[] {
  const { identity } = useAppState()
  return identity.state === 'signed-in' ? identity.me.organizations : NONE
}

/** The one the window acts in; undefined while signed out. For the frame: pages use `useOrganization`. */
export function useOrganizationIfAny(): OrganizationMembership | undefined {
  return chooseOrganization(useOrganizations(), useChosenOrganizationId())
}

/** The one the window acts in. Pages that need one are only shown while there is one. */
export function useOrganization(): OrganizationMembership {
  const organization = useOrganizationIfAny()
  if (!organization) throw new Error('This page is shown only to somebody who is signed in to an organization.')
  return organization
}
