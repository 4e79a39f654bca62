export { readPolicy } from './gateway-policy.ts'
export { limitsOfKey } from './key-limits.ts'
export { limitsOf } from './limit-columns.ts'
export { policyRoutes } from './policy-routes.ts'
