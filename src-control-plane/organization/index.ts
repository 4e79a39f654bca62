export { createOrganization } from './organizations.ts'
export { organizationRoutes } from './routes.ts'
