export { apiKeyRoutes } from './routes.ts'
export { verifyApiKey } from './verify.ts'
