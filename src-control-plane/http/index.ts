export { listen, refuseUpgrade, type UpgradeHandler } from './listener.ts'
export { answers, type Env, expectedFailure, failureResponse, newRouter, scopeFor } from './router.ts'
