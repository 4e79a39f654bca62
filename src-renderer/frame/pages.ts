// The pages, each in a chunk of its own that is loaded when it is first opened.
import { lazyRouteComponent } from '@tanstack/react-router'

export const TerminalsPage = lazyRouteComponent(() => import('../terminals/index.ts'), 'TerminalsPage')
export const ChatPage = lazyRouteComponent(() => import('../chat/index.ts'), 'ChatPage')
export const ApiKeysPage = lazyRouteComponent(() => import('../api-keys/index.ts'), 'ApiKeysPage')
export const HostsPage = lazyRouteComponent(() => import('../hosts/index.ts'), 'HostsPage')
export const UsagePage = lazyRouteComponent(() => import('../usage/index.ts'), 'UsagePage')
export const SettingsPage = lazyRouteComponent(() => import('../settings/index.ts'), 'SettingsPage')
export const ProvidersPage = lazyRouteComponent(() => import('../settings/index.ts'), 'ProvidersPage')
export const GeneralPage = lazyRouteComponent(() => import('../settings/index.ts'), 'GeneralPage')
export const TerminalSettingsPage = lazyRouteComponent(() => import('../settings/index.ts'), 'TerminalPage')
export const AccountPage = lazyRouteComponent(() => import('../account/index.ts'), 'AccountPage')
export const ControlPlanesPage = lazyRouteComponent(() => import('../control-planes/index.ts'), 'ControlPlanesPage')
export const OrganizationPage = lazyRouteComponent(() => import('../people/index.ts'), 'OrganizationPage')
export const MembersPage = lazyRouteComponent(() => import('../people/index.ts'), 'MembersPage')
export const InvitationsPage = lazyRouteComponent(() => import('../people/index.ts'), 'InvitationsPage')
export const OrganizationKeysPage = lazyRouteComponent(() => import('../api-keys/index.ts'), 'OrganizationKeysPage')
export const AuditPage = lazyRouteComponent(() => import('../audit/index.ts'), 'AuditPage')
