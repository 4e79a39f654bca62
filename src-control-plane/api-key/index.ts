export { apiKeyRoutes } from './key-routes.ts'
export { organizationKeyRoutes } from './organization-key-routes.ts'
