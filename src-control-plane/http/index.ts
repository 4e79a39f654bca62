export { answers, type Env, failureResponse, newRouter, scopeFor } from './router.ts'
