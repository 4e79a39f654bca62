export { type ControlPlaneClient, createControlPlaneClient } from './client.ts'
