export type { Target } from './call.ts'
export { type ControlPlaneClient, createControlPlaneClient } from './client.ts'
