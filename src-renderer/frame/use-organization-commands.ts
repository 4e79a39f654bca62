// What can be done with organizations from everywhere. What asks a question opens the page where it stands.
import { useNavigate } from '@tanstack/react-router'
import { ArrowLeftRight, Building2, LogOut, MailOpen, Pencil, UserPlus } from 'lucide-react'
import { atLeast } from '#contract/organization'
import type { Command } from '../commands/index.ts'
import { useMe } from '../host-client/index.ts'
import { selectOrganization, useOrganizationIfAny, useOrganizations } from '../organization/index.ts'

type Doors = { openNewOrganization: () => void; openJoin: () => void }

const GROUP = 'Organization'

export function useOrganizationCommands({ openNewOrganization, openJoin }: Doors): Command[] {
  const navigate = useNavigate()
  const organizations = useOrganizations()
  const current = useOrganizationIfAny()
  const isPerson = useMe()?.keyId === null
  const invite: Command = {
    id: 'organization.invite',
    group: GROUP,
    title: `Invite somebody to ${current?.name}…`,
    icon: UserPlus,
    run: () => void navigate({ to: '/settings/invitations', search: { invite: true } }),
  }
  const rename: Command = {
    id: 'organization.rename',
    group: GROUP,
    title: `Rename ${current?.name}`,
    icon: Pencil,
    run: () => void navigate({ to: '/settings/organization', search: { rename: true } }),
  }
  const leave: Command = {
    id: 'organization.leave',
    group: GROUP,
    title: `Leave ${current?.name}…`,
    icon: LogOut,
    run: () => void navigate({ to: '/settings/organization', search: { leave: true } }),
  }
  const join: Command = {
    id: 'organization.join',
    group: GROUP,
    title: 'Join an organization by an invitation…',
    icon: MailOpen,
    run: openJoin,
  }
  const create: Command = {
    id: 'organization.create',
    group: GROUP,
    title: 'New organization…',
    icon: Building2,
    run: openNewOrganization,
  }
  const switches = organizations
    .filter(({ id }) => id !== current?.id)
    .map(({ id, name }) => ({
      id: `organization.select.${id}`,
      group: GROUP,
      title: `Switch to ${name}`,
      icon: ArrowLeftRight,
      run: () => selectOrganization(id),
    }))
  if (!isPerson) return switches
  const isAdmin = current !== undefined && atLeast(current.role, 'admin')
  return [...switches, ...(isAdmin ? [invite, rename] : []), join, create, ...(current ? [leave] : [])]
}
