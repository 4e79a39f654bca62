export { authRoutes } from './auth-routes.ts'
export { meRoutes } from './me-routes.ts'
export { claimFirstAccount, SignUpMode } from './sign-up.ts'
