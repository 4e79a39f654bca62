// Which address shows which page. Pages that show what belongs to an organization stand under one route that makes sure
// there is one.
import { createRoute, createRouter, redirect } from '@tanstack/react-router'
import { OrganizationGate } from './gates.tsx'
import { PageFailed, PagePending } from './page-states.tsx'
import * as pages from './pages.ts'
import { rootRoute } from './root-route.ts'
import { settingsRoutes } from './settings-routes.ts'

/** For which key, which tool, and with whose provider credential. */
type ConnectSearch = { key?: string | undefined; tool?: string | undefined; own?: true | undefined }

const startRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/',
  beforeLoad: () => {
    throw redirect({ to: '/terminals', replace: true })
  },
})
const terminalsRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/terminals',
  component: pages.TerminalsPage,
})

const organizationRoute = createRoute({
  getParentRoute: () => rootRoute,
  id: 'organization',
  component: OrganizationGate,
})
const chatRoute = createRoute({ getParentRoute: () => organizationRoute, path: '/chat', component: pages.ChatPage })
// Without a component of its own: one ChatPage stays mounted from the first message to the session it starts.
const chatSessionRoute = createRoute({ getParentRoute: () => chatRoute, path: '$sessionId' })
const keysRoute = createRoute({
  getParentRoute: () => organizationRoute,
  path: '/keys',
  component: pages.ApiKeysPage,
  /** `create` opens the dialog at once, for links and commands of other pages. */
  validateSearch: (search: Record<string, unknown>): { create?: true } =>
    search.create === true ? { create: true } : {},
})
/** Not beneath the keys: it is a page of its own, not a part of theirs. */
const connectRoute = createRoute({
  getParentRoute: () => organizationRoute,
  path: '/keys/connect',
  component: pages.ConnectPage,
  validateSearch: ({ key, tool, own }: Record<string, unknown>): ConnectSearch => ({
    ...(typeof key === 'string' ? { key } : {}),
    ...(typeof tool === 'string' ? { tool } : {}),
    ...(own === true ? { own } : {}),
  }),
})
const hostsRoute = createRoute({ getParentRoute: () => organizationRoute, path: '/hosts', component: pages.HostsPage })
const usageRoute = createRoute({
  getParentRoute: () => organizationRoute,
  path: '/usage',
  component: pages.UsagePage,
  /** Which days, and what the chart shows. */
  validateSearch: ({ from, to, show }: Record<string, unknown>): { from?: string; to?: string; show?: string } => ({
    ...(typeof from === 'string' ? { from } : {}),
    ...(typeof to === 'string' ? { to } : {}),
    ...(typeof show === 'string' ? { show } : {}),
  }),
})

const routeTree = rootRoute.addChildren([
  startRoute,
  terminalsRoute,
  organizationRoute.addChildren([
    chatRoute.addChildren([chatSessionRoute]),
    keysRoute,
    connectRoute,
    hostsRoute,
    usageRoute,
  ]),
  settingsRoutes,
])

export const router = createRouter({
  routeTree,
  defaultPreload: 'intent',
  defaultPendingComponent: PagePending,
  defaultErrorComponent: PageFailed,
})

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router
  }
}
