export type { BackfillReport } from './api-key/index.ts'
export { backfillKeysOf } from './backfill-command.ts'
export { ControlPlaneConfig, readEnvironment } from './config.ts'
export { type ControlPlane, startControlPlane } from './start.ts'
