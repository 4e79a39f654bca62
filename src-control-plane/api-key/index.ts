export { type BackfillMode, type BackfillReport, backfillKeys } from './backfill.ts'
export { apiKeyRoutes } from './key-routes.ts'
export { organizationKeyRoutes } from './organization-key-routes.ts'
