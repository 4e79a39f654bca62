// The addresses of the settings. What is the machine's is always there; what is a person's or an organization's stands behind a gate.
import { createRoute, redirect } from '@tanstack/react-router'
import { OrganizationGate, SignedInGate } from './gates.tsx'
import * as pages from './pages.ts'
import { rootRoute } from './root-route.ts'

/** Before it is read. A flag in it opens a dialog at once, for links and commands of other pages. */
type Search = Record<string, unknown>

const settings = createRoute({ getParentRoute: () => rootRoute, path: '/settings', component: pages.SettingsPage })
const start = createRoute({
  getParentRoute: () => settings,
  path: '/',
  beforeLoad: () => {
    throw redirect({ to: '/settings/general', replace: true })
  },
})
const general = createRoute({ getParentRoute: () => settings, path: '/general', component: pages.GeneralPage })
const terminal = createRoute({
  getParentRoute: () => settings,
  path: '/terminal',
  component: pages.TerminalSettingsPage,
})
const controlPlanes = createRoute({
  getParentRoute: () => settings,
  path: '/control-planes',
  component: pages.ControlPlanesPage,
  /** `add` opens the dialog that adds one; with an address, that address stands in it. */
  validateSearch: ({ add, signOut }: Search): { add?: true | string; signOut?: true } => ({
    ...(add === true || typeof add === 'string' ? { add } : {}),
    ...(signOut === true ? { signOut } : {}),
  }),
})

const signedIn = createRoute({ getParentRoute: () => settings, id: 'signed-in', component: SignedInGate })
const account = createRoute({
  getParentRoute: () => signedIn,
  path: '/account',
  component: pages.AccountPage,
  /** `device` puts the focus where a code is typed. */
  validateSearch: ({ signOutOthers, device }: Search): { signOutOthers?: true; device?: true } => ({
    ...(signOutOthers === true ? { signOutOthers } : {}),
    ...(device === true ? { device } : {}),
  }),
})

const inOrganization = createRoute({ getParentRoute: () => settings, id: 'organization', component: OrganizationGate })
const organization = createRoute({
  getParentRoute: () => inOrganization,
  path: '/organization',
  component: pages.OrganizationPage,
  validateSearch: ({ leave, rename }: Search): { leave?: true; rename?: true } => ({
    ...(leave === true ? { leave } : {}),
    ...(rename === true ? { rename } : {}),
  }),
})
const members = createRoute({
  getParentRoute: () => inOrganization,
  path: '/members',
  component: pages.MembersPage,
})
const invitations = createRoute({
  getParentRoute: () => inOrganization,
  path: '/invitations',
  component: pages.InvitationsPage,
  validateSearch: ({ invite }: Search): { invite?: true } => (invite === true ? { invite } : {}),
})
const keys = createRoute({
  getParentRoute: () => inOrganization,
  path: '/keys',
  component: pages.OrganizationKeysPage,
})
const providers = createRoute({
  getParentRoute: () => inOrganization,
  path: '/providers',
  component: pages.ProvidersPage,
  validateSearch: ({ organization: of, add }: Search): { organization?: string; add?: true } => ({
    ...(typeof of === 'string' ? { organization: of } : {}),
    ...(add === true ? { add } : {}),
  }),
})
const gateway = createRoute({ getParentRoute: () => inOrganization, path: '/gateway', component: pages.GatewayPage })
const audit = createRoute({ getParentRoute: () => inOrganization, path: '/audit', component: pages.AuditPage })

export const settingsRoutes = settings.addChildren([
  start,
  general,
  terminal,
  controlPlanes,
  signedIn.addChildren([account]),
  inOrganization.addChildren([organization, members, invitations, keys, providers, gateway, audit]),
])
