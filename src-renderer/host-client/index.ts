export { useAppState, useFollowAppState } from './app-state.ts'
export { host, hostClient, queryClient } from './client.ts'
export { type Connection, type LostReason, retryNow, useConnection } from './connection.ts'
export { failureOf } from './failure-of.ts'
