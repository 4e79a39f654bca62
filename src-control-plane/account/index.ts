export { accountRoutes } from './account-routes.ts'
export { type DisableResult, setDisabled } from './disabled-accounts.ts'
export { meRoutes } from './me-routes.ts'
export { SignUpMode } from './sign-up.ts'
