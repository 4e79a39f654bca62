// The sections of the settings under the headings of whose they are; what the list at their left and the palette are made of.
import {
  Building2,
  Cable,
  Gauge,
  KeyRound,
  type LucideIcon,
  MailPlus,
  ScrollText,
  SlidersHorizontal,
  SquareTerminal,
  UserRound,
  UsersRound,
  Waypoints,
} from 'lucide-react'
import { atLeast, type Role } from '#contract/organization'

export type SettingsSection = {
  to: SettingsPath
  title: string
  /** In the palette, where no heading says whose it is. */
  command: string
  icon: LucideIcon
  of: 'machine' | 'person' | 'organization'
  /** Only for admins of the organization. */
  admins?: true
  /** Also for whoever is signed in with a key: keys see nothing of people. */
  keys?: true
}

export type SettingsPath = `/settings/${
  | 'general'
  | 'terminal'
  | 'control-planes'
  | 'account'
  | 'organization'
  | 'members'
  | 'invitations'
  | 'keys'
  | 'providers'
  | 'gateway'
  | 'audit'}`

const ALL: readonly SettingsSection[] = [
  { to: '/settings/general', title: 'General', command: 'General settings', icon: SlidersHorizontal, of: 'machine' },
  {
    to: '/settings/terminal',
    title: 'Terminal',
    command: 'Terminal settings',
    icon: SquareTerminal,
    of: 'machine',
  },
  {
    to: '/settings/control-planes',
    title: 'Control planes',
    command: 'Control planes',
    icon: Waypoints,
    of: 'machine',
  },
  { to: '/settings/account', title: 'Account', command: 'Account', icon: UserRound, of: 'person' },
  { to: '/settings/organization', title: 'Organization', command: 'Organization', icon: Building2, of: 'organization' },
  { to: '/settings/members', title: 'Members', command: 'Members', icon: UsersRound, of: 'organization' },
  {
    to: '/settings/invitations',
    title: 'Invitations',
    command: 'Invitations',
    icon: MailPlus,
    of: 'organization',
    admins: true,
  },
  {
    to: '/settings/keys',
    title: 'Keys of everybody',
    command: 'Keys of everybody',
    icon: KeyRound,
    of: 'organization',
    admins: true,
  },
  {
    to: '/settings/providers',
    title: 'Providers',
    command: 'Model providers',
    icon: Cable,
    of: 'organization',
    keys: true,
  },
  {
    to: '/settings/gateway',
    title: 'Gateway',
    command: 'Gateway rules and limits',
    icon: Gauge,
    of: 'organization',
    keys: true,
  },
  { to: '/settings/audit', title: 'Audit', command: 'Audit', icon: ScrollText, of: 'organization', admins: true },
]

/** `role` is undefined while they are in no organization. */
export type Visitor = { role: Role | undefined; isPerson: boolean }

/** Those that somebody can use. */
export function sectionsFor({ role, isPerson }: Visitor): readonly SettingsSection[] {
  return ALL.filter(({ of, admins, keys }) => {
    if (of !== 'organization') return true
    return role !== undefined && (isPerson || keys === true) && (!admins || atLeast(role, 'admin'))
  })
}
