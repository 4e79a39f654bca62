export { readPolicy } from './gateway-policy.ts'
export { limitsFor, limitsOfKey } from './key-limits.ts'
export { policyRoutes } from './policy-routes.ts'
