export { findAttachableHost, findOwnHost, recordOffline } from './hosts.ts'
export type { LiveHost } from './presence.ts'
export { hostRoutes } from './routes.ts'
