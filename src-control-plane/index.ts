export { ControlPlaneConfig, readEnvironment } from './config.ts'
export { type ControlPlane, startControlPlane } from './start.ts'
