export { type HostConfig, readHostConfig } from './config.ts'
export { type Host, type StartHostResult, startHost } from './host.ts'
export type { AppRouter } from './router/index.ts'
