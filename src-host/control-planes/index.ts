export type { ControlPlanes } from './control-planes.ts'
